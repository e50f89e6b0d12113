import type { Mark } from '../atlas/atlas.ts';
import { element } from './element.ts';

const words: { readonly [M in Mark]: string } = { added: 'new', changed: 'changed', removed: 'goes' };

/** A mark as a word in its colour; nothing where there is none. */
export function markWord(mark: string | undefined): HTMLElement | undefined {
  if (mark === undefined || mark === '') return undefined;
  return element('span', { class: `mark ${mark}` }, words[mark as Mark]);
}

/** Prose in which what stands between backticks is code. */
export function prose(text: string): readonly (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}
