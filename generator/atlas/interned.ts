import type { Row } from './atlas.ts';

/** Texts, each once, in the order in which they were first asked for. */
export interface Interned {
  readonly texts: readonly string[];
  row(cells: readonly string[]): Row;
}

/** An empty pool of texts: what a hundred clusters say is in the page once. */
export function interned(): Interned {
  const places = new Map<string, number>();
  const texts: string[] = [];
  const placeOf = (text: string): number => {
    const found = places.get(text) ?? texts.push(text) - 1;
    places.set(text, found);
    return found;
  };
  return { texts, row: (cells) => cells.map(placeOf) };
}
