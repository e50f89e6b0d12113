/** TypeScript interfaces as Prettier lays them out, with every property and every list read-only. */
export function readonlyTypes(source: string): string {
  const { bare, restore } = withoutText(source);
  return restore(readonlyLists(readonlyProperties(bare)));
}

/** Comments and quoted strings are set aside, so that what looks like code in them is left alone. */
function withoutText(source: string): { readonly bare: string; readonly restore: (text: string) => string } {
  const texts: string[] = [];
  const bare = source.replace(
    /\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g,
    (text) => `__${texts.push(text) - 1}__`,
  );
  return { bare, restore: (text) => text.replace(/__(\d+)__/g, (_, index: string) => texts[Number(index)] ?? '') };
}

function readonlyProperties(source: string): string {
  return source.replace(/^(\s+)((?:[A-Za-z_$][\w$]*|\[k: string\])\??: )/gm, '$1readonly $2');
}

function readonlyLists(source: string): string {
  const end = source.indexOf('[]');
  if (end === -1) return source;
  const start = startOfType(source, end);
  return readonlyLists(`${source.slice(0, start)}ReadonlyArray<${source.slice(start, end)}>${source.slice(end + 2)}`);
}

const openers: ReadonlyMap<string, string> = new Map([
  ['}', '{'],
  [')', '('],
  ['>', '<'],
]);

/** Where the type that ends before `end` begins: a bracketed one at its opening bracket, with the name before a `<`. */
function startOfType(source: string, end: number): number {
  const closer = source[end - 1] ?? '';
  const opener = openers.get(closer);
  let start = end;
  if (opener !== undefined) {
    let depth = 0;
    do {
      start -= 1;
      if (source[start] === closer) depth += 1;
      if (source[start] === opener) depth -= 1;
    } while (depth > 0 && start > 0);
  }
  if (opener === undefined || opener === '<') while (/[\w$]/.test(source[start - 1] ?? '')) start -= 1;
  return start;
}
