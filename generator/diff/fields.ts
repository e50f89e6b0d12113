import { equal } from '../equal.ts';
import { isMap, own } from '../map.ts';

/** One field that differs: the way to it, an item of a list by its name where it has one, and what it was and is; undefined where it is not. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Every field in which two values differ, the deepest that can be named. Items of a list are held against each other by name where every item has one, else by what they say. */
export function fieldChanges(before: unknown, after: unknown, path: readonly string[] = []): readonly FieldChange[] {
  if (equal(before, after)) return [];
  if (isMap(before) && isMap(after)) return inMaps(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return inLists(before, after, path);
  if (lines(before) > 1 || lines(after) > 1) return inTexts(before, after, path);
  return [change(path, before, after)];
}

function inMaps(before: object, after: object, path: readonly string[]): readonly FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => fieldChanges(own(before, key), own(after, key), [...path, key]));
}

function inLists(before: readonly unknown[], after: readonly unknown[], path: readonly string[]) {
  const name = nameField([...before, ...after], before, after);
  return name === undefined ? unnamed(before, after, path) : named(before, after, path, name);
}

const names = ['name', 'key', 'containerPort', 'port', 'mountPath', 'type', 'id'] as const;

/** The field by which all items of both lists can be told apart. */
function nameField(all: readonly unknown[], ...lists: readonly (readonly unknown[])[]): string | undefined {
  if (!all.every(isMap)) return undefined;
  return names.find((name) =>
    lists.every((list) => {
      const found = list.map((item) => own(item as object, name));
      return found.every(isName) && new Set(found).size === found.length;
    }),
  );
}

function isName(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function named(before: readonly unknown[], after: readonly unknown[], path: readonly string[], name: string) {
  const byName = (list: readonly unknown[]) => new Map(list.map((item) => [String(own(item as object, name)), item]));
  const [left, right] = [byName(before), byName(after)];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  const found = keys.flatMap((key) => fieldChanges(left.get(key), right.get(key), [...path, `[${key}]`]));
  // the same items in another order
  return found.length > 0 ? found : [change(path, [...left.keys()].join(', '), [...right.keys()].join(', '))];
}

/** Items that only one of the lists has; where both have as many, what differs inside of each. */
function unnamed(before: readonly unknown[], after: readonly unknown[], path: readonly string[]) {
  const gone = before.map((item, index) => ({ item, index })).filter(({ item }) => !has(after, item));
  const fresh = after.map((item, index) => ({ item, index })).filter(({ item }) => !has(before, item));
  if (gone.length === 0 && fresh.length === 0) return [change(path, before, after)];
  const isPaired = gone.length === fresh.length;
  const at = (index: number) => [...path, `[${index}]`];
  if (isPaired) return fresh.flatMap(({ item, index }, pair) => fieldChanges(gone[pair]?.item, item, at(index)));
  return [
    ...gone.map(({ item, index }) => change(at(index), item, undefined)),
    ...fresh.map(({ item, index }) => change(at(index), undefined, item)),
  ];
}

function has(list: readonly unknown[], item: unknown): boolean {
  return list.some((each) => equal(each, item));
}

/** Texts of several lines, such as a policy in a ConfigMap: by the lines that only one of them has. */
function inTexts(before: unknown, after: unknown, path: readonly string[]): readonly FieldChange[] {
  if (typeof before !== 'string' || typeof after !== 'string') return [change(path, before, after)];
  const [left, right] = [new Set(before.split('\n')), new Set(after.split('\n'))];
  const gone = [...left].filter((line) => !right.has(line)).join('\n');
  const fresh = [...right].filter((line) => !left.has(line)).join('\n');
  if (gone === '' && fresh === '') return [change(path, before, after)];
  return [change(path, gone === '' ? undefined : gone, fresh === '' ? undefined : fresh)];
}

function lines(value: unknown): number {
  return typeof value === 'string' ? value.split('\n').length : 0;
}

function change(path: readonly string[], before: unknown, after: unknown): FieldChange {
  return {
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** A way to a field as people write it: `spec.template.spec.containers[vault].image`. */
export function fieldName(path: readonly string[]): string {
  return path
    .map((part, index) => {
      if (part.startsWith('[')) return part;
      const word = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
      return index === 0 ? word : `.${word}`;
    })
    .join('');
}
