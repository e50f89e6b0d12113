import { equal } from '../../equal.ts';
import { isMap, own, type PlainMap, put } from '../../map.ts';

/** What is the same for all, and what each has beside it. */
export interface Split {
  readonly common: PlainMap;
  readonly own: ReadonlyMap<string, PlainMap>;
}

/** Divides the options of several clusters; `isOwn` names options that always belong to a cluster. */
export function split(all: ReadonlyMap<string, PlainMap>, isOwn: (option: string) => boolean = () => false): Split {
  const common: { [key: string]: unknown } = {};
  const rest = new Map<string, { [key: string]: unknown }>([...all.keys()].map((name) => [name, {}]));
  for (const key of new Set([...all.values()].flatMap((each) => Object.keys(each)))) {
    const values = [...all].map(([name, each]) => [name, own(each, key)] as const);
    const [, first] = values[0] ?? [];
    const isSame = values.every(([, value]) => equal(value, first));
    if (isSame && (all.size === 1 || !isOwn(key))) put(common, key, first);
    else if (!isOwn(key) && values.every(([, value]) => isMap(value) && Object.keys(value).length > 0)) {
      const inner = split(new Map(values as (readonly [string, PlainMap])[]));
      if (Object.keys(inner.common).length > 0) put(common, key, inner.common);
      for (const [name, value] of inner.own) put(rest.get(name) ?? {}, key, value);
    } else for (const [name, value] of values) if (value !== undefined) put(rest.get(name) ?? {}, key, value);
  }
  return { common, own: new Map([...rest].filter(([, each]) => Object.keys(each).length > 0)) };
}
