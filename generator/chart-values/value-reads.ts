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
    uses ??= templates.flatMap(usesIn);
    return uses.some((use) => covers(use, path)) || (handsAllOn(uses) && isMentioned(path, templates));
  };
}

function usesIn(text: string): readonly Use[] {
  const actions = [...text.matchAll(/\{\{(?!-?\s*\/\*)([\s\S]*?)\}\}/g)];
  return actions.flatMap((action, index) => {
    const inside = action[1] ?? '';
    const literals = reading.test(inside) ? [...inside.matchAll(/"([^"\\]+)"/g)].map(([, word = '']) => word) : [];
    return [...inside.matchAll(reference)].flatMap(([, chain = '']) => {
      const path = chain.split('.').slice(1);
      const named = literals.flatMap((word, at): readonly Use[] => [
        { path: [...path, word], how: 'named', body: '' },
        { path: [...path, ...literals.slice(0, at + 1)], how: 'named', body: '' },
      ]);
      return [useOf(path, inside, () => bodyAfter(actions, index, text)), ...named];
    });
  });
}

function useOf(path: readonly string[], action: string, body: () => string): Use {
  const isWith = /^-?\s*(?:else\s+)?with\b/.test(action);
  if (isWith) return { path, how: 'looked-at', body: body() };
  const isGuard = /^-?\s*(?:else\s+)?if\b/.test(action) && !/\b(?:include|template|tpl)\b/.test(action);
  return { path, how: !isGuard && isHandedOn(action) ? 'handed-on' : 'named', body: '' };
}

function isHandedOn(action: string): boolean {
  return handing.test(action) || (reading.test(action) && /\$\w+(?!\S*\.Values)|\(/.test(action));
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
  const isAbove = used.length < path.length && used.every((part, index) => part === path[index]);
  const isAtOrBelow = used.length >= path.length && path.every((part, index) => part === used[index]);
  if (isAtOrBelow || !isAbove || used.length === 0) return isAtOrBelow;
  if (how === 'named') return false;
  // inside of `with`, the dot is the map, and `$` or a further `.Values` is not
  return how === 'handed-on' || handing.test(withoutOthers(body)) || isMentioned(path, [body]);
}

/** The actions of a text that speak of its dot. */
function withoutOthers(body: string): string {
  const actions = [...body.matchAll(/\{\{([\s\S]*?)\}\}/g)].map(([, inside = '']) => inside);
  return actions.filter((inside) => /(?:^|[\s(])\.(?=[\s)}\w-]|$)/.test(inside)).join('\n');
}

function handsAllOn(uses: readonly Use[]): boolean {
  return uses.some(({ path, how }) => path.length === 0 && how !== 'named');
}

/** Whether some template names the last part of a path, as a field or as a text. */
function isMentioned(path: readonly string[], templates: readonly string[]): boolean {
  const key = (path.at(-1) ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const mention = new RegExp(`\\.${key}(?![\\w-])|"${key}"`);
  return templates.some((text) => mention.test(text));
}
