/**
 * A pattern in Go's syntax as a regular expression of JavaScript. What JavaScript writes otherwise is translated: `(?i)`, `(?P<name>`, `\A`,
 * `\z`, `\pL`, `[[:alpha:]]`. A pattern that is none in either language takes any text, since nobody can say what it refuses.
 * Source: regexp/syntax of Go.
 */
export function goPattern(pattern: string): RegExp {
  const text = translated(pattern);
  const flags = ['m', 's']
    .filter((flag) => pattern.includes('(?') && new RegExp(`\\(\\?[ims]*${flag}`).test(pattern))
    .join('');
  // escapes that Unicode mode refuses and Go takes, such as `\-`
  return compiled(text, `${flags}u`) ?? compiled(text, flags) ?? /(?:)/;
}

function compiled(text: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(text, flags);
  } catch {
    return undefined;
  }
}

const tokens =
  /\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]|\\[pP]\w|\\.|\(\?P?<\w+>|\(\?[ims]+(?:-[ims]+)?[:)]|\(\?:|[\s\S]/gu;

/** What flags a pattern sets within a group end with it. */
function translated(pattern: string): string {
  const groups: boolean[] = [false];
  const parts = [...pattern.matchAll(tokens)].map(([token]) => {
    const ignoresCase = groups.at(-1) === true;
    if (/^\(\?[ims]/.test(token)) {
      const on = token.split('-')[0]?.includes('i') === true || (ignoresCase && !/-.*i/.test(token));
      if (token.endsWith(':')) groups.push(on);
      else groups[groups.length - 1] = on;
      return token.endsWith(':') ? '(?:' : '';
    }
    if (token.startsWith('(')) groups.push(ignoresCase);
    if (token === ')') groups.pop();
    return written(token, ignoresCase);
  });
  return parts.join('');
}

function written(token: string, ignoresCase: boolean): string {
  if (token.startsWith('(?P<')) return token.replace('P', '');
  if (token === '\\A') return '^';
  if (token === '\\z') return '$';
  if (/^\\[pP]\w/.test(token)) return named(token);
  if (token.startsWith('['))
    return withoutCase(
      named(token).replace(/\[:(\w+):\]/g, (all, name) => posix[name] ?? all),
      ignoresCase,
    );
  return ignoresCase && /^[a-z]$/i.test(token) ? `[${token.toLowerCase()}${token.toUpperCase()}]` : token;
}

/** With `\p{L}` for `\pL`. */
function named(token: string): string {
  return token.replace(/\\([pP])(\w)/g, '\\$1{$2}');
}

/** A class with both cases of its letters and ranges. */
function withoutCase(token: string, ignoresCase: boolean): string {
  if (!ignoresCase) return token;
  const other = token.match(/[a-z]-[a-z]|(?<!\\)[a-z]/gi) ?? [];
  const both = other.map((each) => `${each.toLowerCase()}${each.toUpperCase()}`).join('');
  return `${token.slice(0, -1)}${both}]`;
}

const posix: { readonly [name: string]: string } = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};
