import type { Mark } from './atlas.ts';

/** A row of a table before its texts are pooled; a cell with several lines is a list. */
export interface Line {
  readonly stage: string;
  readonly mark: Mark | '';
  readonly cells: readonly string[];
}

/** Rows sorted by their cells, each once. */
export function tidied(lines: readonly Line[]): readonly Line[] {
  const once = new Map(lines.map((line) => [[...line.cells, line.stage].join('\0'), line]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

/** Several texts in one cell: sorted, each once. */
export function listed(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join('\n');
}
