import type { CST, LineCounter } from 'yaml';
import type { Diagnostic } from '../diagnostic.ts';
import { children } from './depth.ts';

/** A quote or bracket that is not closed, and where it opens. */
export interface Unclosed {
  readonly offset: number;
  readonly diagnostic: Diagnostic;
}

/** The innermost quote or bracket that opens before an error and is never closed: what the parser then stumbles over is its end. */
export function unclosedBefore(error: number, tokens: readonly CST.Token[], lines: LineCounter): Unclosed | undefined {
  let found: Opening | undefined;
  for (let level = [...tokens]; level.length > 0; level = level.flatMap(children)) {
    for (const token of level) {
      const opening = openingOf(token, error);
      if (opening !== undefined && opening.offset < error && opening.offset >= (found?.offset ?? 0)) found = opening;
    }
  }
  return found === undefined ? undefined : { offset: found.offset, diagnostic: problem(found, lines) };
}

interface Opening {
  readonly offset: number;
  readonly opened: string;
  readonly closing: string;
  readonly closed: string | undefined;
}

function openingOf(token: CST.Token, error: number): Opening | undefined {
  if (token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar') {
    const quote = token.source.charAt(0);
    if (!isClosed(token.source, quote))
      return { offset: token.offset, opened: quote, closing: quote, closed: undefined };
    // the quote that opens the next text closes this one, and what was to be a text stands bare behind it
    const isLate = token.source.includes('\n') && token.offset + token.source.length === error;
    return isLate ? { offset: token.offset, opened: quote, closing: quote, closed: quote } : undefined;
  }
  if (token.type !== 'flow-collection') return undefined;
  const opened = token.start.source;
  const closing = opened === '{' ? '}' : ']';
  const closed = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end')?.source;
  return closed === closing ? undefined : { offset: token.start.offset, opened, closing, closed };
}

function isClosed(source: string, quote: string): boolean {
  if (source.length < 2 || !source.endsWith(quote)) return false;
  const body = source.slice(1, -1);
  const escapes = quote === '"' ? (/\\*$/.exec(body)?.[0].length ?? 0) : (/'*$/.exec(body)?.[0].length ?? 0);
  return escapes % 2 === 0;
}

function problem({ offset, opened, closing, closed }: Opening, lines: LineCounter): Diagnostic {
  const { line, col } = lines.linePos(offset);
  const by = closed === closing ? 'only in another line' : `by a \`${closed}\``;
  const what = closed === undefined ? 'is never closed' : `is closed ${by}`;
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: `not valid YAML: the \`${opened}\` that opens here ${what}`,
    hint: `close it with \`${closing}\``,
    position: { line, column: col },
  };
}
