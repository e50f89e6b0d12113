import type { CST, LineCounter } from 'yaml';
import type { Diagnostic } from '../diagnostic.ts';

/** Levels of maps and lists; the deepest sensible platform.yaml has about 15, and the composer recurses once per level. */
const LIMIT = 100;

/** A diagnostic for the first token that is nested too deeply, found without recursion: the parser has none either. */
export function tooDeep(tokens: readonly CST.Token[], lines: LineCounter): Diagnostic | undefined {
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMIT) return problem(level[0], lines);
    level = level.flatMap(children);
  }
  return undefined;
}

/** The tokens directly inside of a token: a document's content, a collection's keys and values. */
export function children(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value]).filter((each): each is CST.Token => each != null);
}

function problem(token: CST.Token | undefined, lines: LineCounter): Diagnostic {
  const { line, col } = lines.linePos(token !== undefined && 'offset' in token ? token.offset : 0);
  const message = `maps and lists are nested more than ${LIMIT} levels deep here`;
  return {
    code: 'too-deep',
    severity: 'error',
    message,
    hint: 'no option of Plinth is nested like this; is this the right file?',
    position: { line, column: col },
  };
}
