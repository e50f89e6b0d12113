/** A use of values in a template: the way to them, and whether the template hands all that is below on, looks at it, or names what it takes. */
interface Use {
  readonly path: readonly string[];
  readonly how: 'named' | 'handed-on' | 'looked-at';
  /** Where it is looked at by `with`: the text up to its end. */
  readonly body: string;
}

const reference = /\.Values\b((?:\.\w+)*)/g;
const handing =
  /(?<![.\w$])(?:to(?:Raw|Pretty)?Json|toYaml\w*|toToml|tpl|include|template|merge\w*|mustMerge\w*|dict|list|tuple|range|(?:mustD|d)eepCopy|omit|pick|values|keys|concat|append|prepend)\b|:=|(?<![=!<>])=(?!=)/;
const reading = /(?<![.\w$])(?:index|get|dig|hasKey|pluck)\b/;

/** Tells whether templates read a value that the defaults do not show, from their texts. Where a template hands a map on whole, whatever is in it counts as read. */
export function valueReads(templates: readonly string[]): (path: readonly string[]) => boolean {
  let uses: readonly Use[] | undefined;
  return (path) => {
    uses ??= usesInAll(templates);
    return uses.some((use) => covers(use, path)) || (handsAllOn(uses) && isMentioned(path, templates));
  };
}

function usesInAll(templates: readonly string[]): readonly Use[] {
  const definitions = new Map<string, string>();
  for (const text of templates) {
    const actions = actionsIn(text);
    for (const [index, [, inside = '']] of actions.entries()) {
      const [, name] = /^-?\s*define\s+"([^"]+)"/.exec(inside) ?? [];
      if (name !== undefined) definitions.set(name, bodyAfter(actions, index, text));
    }
  }
  return templates.flatMap((text) => usesIn(text, definitions));
}

function actionsIn(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/\{\{(?!-?\s*\/\*)([\s\S]*?)\}\}/g)];
}

function usesIn(text: string, definitions: ReadonlyMap<string, string>): readonly Use[] {
  const actions = actionsIn(text);
  return actions.flatMap(([, inside = ''], index) =>
    [...inside.matchAll(reference)].flatMap((match): readonly Use[] => {
      const path = (match[1] ?? '').split('.').slice(1);
      const rest = inside.slice(match.index + match[0].length);
      if (/(?<![.\w$])index\s+\S*$/.test(inside.slice(0, match.index))) return indexed(path, rest, inside);
      if (reading.test(inside)) return [...literally(path, inside), useOf(path, inside)];
      const [, called = ''] = /^-?\s*(?:include|template)\s+"([^"]+)"\s+\S+(?:\s+\||\s*-?$)/.exec(inside) ?? [];
      const body = /^-?\s*(?:else\s+)?with\b/.test(inside) ? bodyAfter(actions, index, text) : definitions.get(called);
      return [body === undefined ? useOf(path, inside) : { path, how: 'looked-at', body }];
    }),
  );
}

/** What `index` takes: texts in a row, anything at all for what is none, and fields of what comes out. */
function indexed(path: readonly string[], rest: string, inside: string): readonly Use[] {
  const [words = ''] = /^(?:\s+(?:"[^"]*"|[^\s"|)}-]+))*/.exec(rest) ?? [];
  const keys = [...words.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([, word]) => word ?? '*');
  const [, fields = ''] = /^\s*\)((?:\.\w+)+)/.exec(rest.slice(words.length)) ?? [];
  return [useOf([...path, ...keys, ...fields.split('.').slice(1)], inside)];
}

/** What `get`, `dig` and the like take: any of the texts, or all of them in a row. */
function literally(path: readonly string[], inside: string): readonly Use[] {
  const words = [...inside.matchAll(/"([^"\\]+)"/g)].map(([, word = '']) => word);
  return words.flatMap((word, at) => [
    useOf([...path, word], inside),
    useOf([...path, ...words.slice(0, at + 1)], inside),
  ]);
}

function useOf(path: readonly string[], action: string): Use {
  const isGuard = /^-?\s*(?:else\s+)?if\b/.test(action) && !/\b(?:include|template|tpl)\b/.test(action);
  return { path, how: !isGuard && handing.test(action) ? 'handed-on' : 'named', body: '' };
}

/** From an action to the `end` that closes it. */
function bodyAfter(actions: readonly RegExpExecArray[], index: number, text: string): string {
  const start = (actions[index]?.index ?? 0) + (actions[index]?.[0].length ?? 0);
  let depth = 1;
  for (const action of actions.slice(index + 1)) {
    const [word] = /[a-z]+/.exec((action[1] ?? '').replace(/^-/, '').trimStart()) ?? [''];
    if (['if', 'with', 'range', 'define', 'block'].includes(word)) depth += 1;
    if (word === 'end') depth -= 1;
    if (depth === 0) return text.slice(start, action.index);
  }
  return text.slice(start);
}

function covers({ path: used, how, body }: Use, path: readonly string[]): boolean {
  const isAbove = used.length < path.length && used.every((part, index) => isSame(part, path[index]));
  const isAtOrBelow = used.length >= path.length && path.every((part, index) => isSame(used[index], part));
  if (isAtOrBelow || !isAbove || used.length === 0) return isAtOrBelow;
  if (how === 'named') return false;
  const next = path[used.length] ?? '';
  return how === 'handed-on' || isMentioned(path, [body]) || handsOn(body, '') || handsOn(body, next);
}

/** `*` stands for any key. */
function isSame(used: string | undefined, part: string | undefined): boolean {
  return used === part || used === '*';
}

/** Whether a text hands its dot on whole, or a field of it. */
function handsOn(body: string, field: string): boolean {
  const dot = new RegExp(`(?:^|[\\s(])\\.${escaped(field)}(?=[\\s)|-]|$)`);
  return actionsIn(body).some(([, inside = '']) => dot.test(inside) && handing.test(inside));
}

function handsAllOn(uses: readonly Use[]): boolean {
  return uses.some(({ path, how }) => path.length === 0 && how !== 'named');
}

/** Whether some template names the last part of a path, as a field or as a text. */
function isMentioned(path: readonly string[], templates: readonly string[]): boolean {
  const key = escaped(path.at(-1) ?? '');
  const mention = new RegExp(`\\.${key}(?![\\w-])|"${key}"`);
  return templates.some((text) => mention.test(text));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
