import type { Change } from './change.ts';
import type { Side } from './side.ts';

/** Two stages that one commit changes although one waits for the other, and the clusters where it is so. */
export interface AtOnce {
  readonly first: string;
  readonly waiting: string;
  readonly clusters: readonly string[];
}

/** Waves order what is installed and removed; an ordinary commit syncs all that it changes at the same time. */
export function changedAtOnce(changes: readonly Change[], before: Side, after: Side): readonly AtOnce[] {
  const touched = new Set(changes.map(({ cluster, stage }) => `${cluster} ${stage}`));
  // a stage that comes or goes does so in its wave
  const ordinary = [...touched].filter((key) => before.units.has(key) && after.units.has(key));
  const known = new Set(ordinary);
  const found = new Map<string, string[]>();
  for (const key of ordinary) {
    const [cluster = '', waiting = ''] = key.split(' ');
    for (const first of after.before.get(key) ?? [])
      if (known.has(`${cluster} ${first}`))
        found.set(`${first} ${waiting}`, [...(found.get(`${first} ${waiting}`) ?? []), cluster]);
  }
  return [...found].sort().map(([pair, clusters]) => {
    const [first = '', waiting = ''] = pair.split(' ');
    return { first, waiting, clusters: clusters.sort() };
  });
}
