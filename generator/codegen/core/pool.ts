import type { Linked } from './to-structural.ts';

/** Definitions that refer to each other by name. */
export type Definitions = ReadonlyMap<string, Linked<string>>;

/** Definitions that refer to each other by their place in the pool, and where each name stands there. */
export interface Pool {
  readonly definitions: readonly Linked<number>[];
  readonly places: ReadonlyMap<string, number>;
}

/** Keeps one of all definitions that accept the same, circles among them: two are the same when nothing that is reached from them tells them apart. */
export function pooled(definitions: Definitions): Pool {
  const places = refined(definitions);
  const first = new Map<number, Linked<string>>();
  for (const [name, schema] of definitions) {
    const place = placeOf(places, name);
    if (!first.has(place)) first.set(place, schema);
  }
  return { definitions: [...first.values()].map((schema) => numbered(schema, places) as Linked<number>), places };
}

/** Starts with all definitions in one class and splits the classes until none splits any more (as in the minimisation of automata). */
function refined(definitions: Definitions): ReadonlyMap<string, number> {
  let places: ReadonlyMap<string, number> = new Map([...definitions.keys()].map((name) => [name, 0]));
  for (let count = 0; ; ) {
    const next = split(definitions, places);
    const now = new Set(next.values()).size;
    if (now === count) return next;
    places = next;
    count = now;
  }
}

function split(definitions: Definitions, places: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const classes = new Map<string, number>();
  return new Map(
    [...definitions].map(([name, schema]) => {
      const look = `${placeOf(places, name)} ${JSON.stringify(numbered(schema, places))}`;
      const place = classes.get(look) ?? classes.size;
      classes.set(look, place);
      return [name, place] as const;
    }),
  );
}

function numbered(schema: unknown, places: ReadonlyMap<string, number>): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((item) => numbered(item, places));
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' && typeof value === 'string' ? placeOf(places, value) : numbered(value, places),
  ]);
  return Object.fromEntries(entries);
}

function placeOf(places: ReadonlyMap<string, number>, name: string): number {
  const place = places.get(name);
  if (place === undefined) throw new Error(`no definition is called ${name}`);
  return place;
}
