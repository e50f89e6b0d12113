/** What was filled into a block, and the way back. */
export interface Fillings {
  readonly fill: (map: object, option: string, value: unknown) => void;
  /** Takes all of it out again. */
  readonly undo: () => void;
}

type Map = { [option: string]: unknown };

/** Fills options into maps, each with a value of its own, and remembers where. */
export function fillings(): Fillings {
  const filled: { readonly map: Map; readonly option: string; readonly isOwn: boolean }[] = [];
  const fill = (map: Map, option: string, value: unknown) => {
    filled.push({ map, option, isOwn: Object.hasOwn(map, option) });
    map[option] = copyOf(value);
  };
  const undo = () => {
    // one that was there and undefined is that again
    for (const { map, option, isOwn } of filled.reverse())
      if (isOwn) map[option] = undefined;
      else delete map[option];
  };
  return { fill: fill as Fillings['fill'], undo };
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Map = {};
  for (const key in value) copy[key] = copyOf((value as Map)[key]);
  return copy;
}
