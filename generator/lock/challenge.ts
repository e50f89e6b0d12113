/** How a server wants to be asked: the scheme in lower case, and what it says about it. */
export interface Challenge {
  readonly scheme: string;
  readonly words: ReadonlyMap<string, string>;
}

const word = /([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** Reads a `WWW-Authenticate` header (RFC 9110, section 11.6.1), which may hold several challenges. */
export function readChallenges(header: string): readonly Challenge[] {
  // a scheme stands alone before its words; a word has `=` right behind its name
  const starts = [...header.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[\w-]+=|\s*(?:,|$))/g)];
  return starts.map((start, index) => {
    const text = header.slice(start.index + start[0].length, starts[index + 1]?.index);
    const words = [...text.matchAll(word)].map(
      ([, name = '', quoted, bare = '']) =>
        [name.toLowerCase(), quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1')] as const,
    );
    return { scheme: (start[1] ?? '').toLowerCase(), words: new Map(words) };
  });
}
