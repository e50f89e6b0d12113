import type { Diagnostic, Position } from '../diagnostic.ts';

interface More {
  readonly position?: Position;
  readonly hint?: string;
}

/** A component of an extension that cannot be used: what is wrong, and where in which of its files. */
export function broken(
  file: string,
  message: string,
  { position = { line: 1, column: 1 }, hint }: More = {},
): Diagnostic {
  const more = hint === undefined ? {} : { hint };
  return { code: 'broken-extension', severity: 'error', file, position, message, ...more };
}

/** The place of a piece of text in a file; its beginning where it is not there. */
export function positionOf(text: string, piece: string): Position {
  const index = Math.max(0, text.indexOf(piece));
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
