import { element } from './element.ts';

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const words: { readonly [T in Theme]: string } = {
  auto: 'Theme: as the system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};

/** A button that goes from the system's theme to light to dark; the browser remembers it where it may. */
export function themeButton(): HTMLElement {
  const button = element('button', { type: 'button', id: 'theme' });
  const wear = (theme: Theme) => {
    document.documentElement.dataset['theme'] = theme;
    button.textContent = words[theme];
  };
  wear(remembered());
  button.addEventListener('click', () => {
    const now = document.documentElement.dataset['theme'] as Theme;
    const next = themes[(themes.indexOf(now) + 1) % themes.length] ?? 'auto';
    wear(next);
    remember(next);
  });
  return button;
}

// a page from disk, or one in a private window, may have no storage
function remembered(): Theme {
  try {
    const theme = localStorage.getItem('plinth-atlas-theme') as Theme | null;
    return theme !== null && themes.includes(theme) ? theme : 'auto';
  } catch {
    return 'auto';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem('plinth-atlas-theme', theme);
  } catch {
    // it is chosen again next time
  }
}
