import type { Atlas } from '../atlas/atlas.ts';
import { element } from './element.ts';
import { type Entry, entriesOf, found } from './found.ts';

const most = 40;

/** The search over everything: a field with a list of what is found, which arrows walk and Enter goes to. */
export function searchBox(atlas: Atlas): HTMLElement {
  let entries: readonly Entry[] | undefined;
  let hits: readonly Entry[] = [];
  let at = -1;
  const input = element('input', {
    type: 'search',
    id: 'search',
    role: 'combobox',
    placeholder: 'Search everything',
    'aria-expanded': 'false',
    'aria-controls': 'hits',
    'aria-autocomplete': 'list',
    'aria-keyshortcuts': 'Control+K',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const list = element('ul', { id: 'hits', role: 'listbox', 'aria-label': 'What is found', hidden: '' });
  const said = element('output', { for: 'search', class: 'unseen' });
  const close = () => {
    list.toggleAttribute('hidden', true);
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    at = -1;
  };
  const update = () => {
    entries ??= entriesOf(atlas);
    hits = found(entries, input.value);
    at = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...hits.slice(0, most).map(option), ...(hits.length > most ? [more(hits.length - most)] : []));
    list.toggleAttribute('hidden', hits.length === 0);
    input.setAttribute('aria-expanded', String(hits.length > 0));
    said.textContent = input.value.trim() === '' ? '' : `${hits.length} found`;
  };
  const move = (by: number) => {
    const last = Math.min(hits.length, most);
    if (last === 0) return;
    list.children[at]?.setAttribute('aria-selected', 'false');
    at = (at + by + last) % last;
    list.children[at]?.setAttribute('aria-selected', 'true');
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', `hit-${at}`);
  };
  const go = (index: number) => {
    const hit = hits[index];
    if (hit === undefined) return;
    location.hash = hit.fragment;
    input.value = '';
    close();
  };
  input.addEventListener('input', update);
  input.addEventListener('keydown', (event) => {
    const moves: { readonly [key: string]: () => void } = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(at === -1 ? 0 : -1),
      Enter: () => go(Math.max(at, 0)),
      Escape: close,
    };
    const act = moves[event.key];
    if (act === undefined) return;
    if (event.key !== 'Escape') event.preventDefault();
    act();
  });
  input.addEventListener('blur', close);
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const hit = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (hit !== null) go([...list.children].indexOf(hit));
  });
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    input.focus();
  });
  return element(
    'div',
    { class: 'search', role: 'search' },
    element('label', { for: 'search', class: 'unseen' }, 'Search everything'),
    input,
    said,
    list,
  );
}

function option({ kind, name, cluster }: Entry, index: number): HTMLElement {
  const place = kind === 'cluster' ? '' : cluster;
  return element(
    'li',
    { role: 'option', id: `hit-${index}`, 'aria-selected': 'false' },
    element('span', { class: 'kind' }, kind),
    ` ${name} `,
    element('span', { class: 'quiet' }, place),
  );
}

function more(number: number): HTMLElement {
  return element(
    'li',
    { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'quiet' },
    `and ${number} more: add a word`,
  );
}
