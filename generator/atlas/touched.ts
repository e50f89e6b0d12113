import type { FoldedChange } from '../diff/fold.ts';
import type { Mark } from './atlas.ts';

/** What a change touches on one cluster. */
export interface Touched {
  /** By stage. */
  readonly stages: ReadonlyMap<string, Mark>;
  /** The mark of an object as messages call it, or of what a stage takes from upstream (`chart …`); none is empty. */
  markOf(stage: string, subject: string): Mark | '';
  readonly changes: readonly FoldedChange[];
}

/** Sorts the changes by what they touch on a cluster; none touches nothing. */
export function touchedOn(cluster: string, all: readonly FoldedChange[]): Touched {
  const changes = all.filter(({ clusters }) => clusters.includes(cluster));
  const subjects = new Map(changes.map((each) => [`${each.stage} ${each.subject}`, markOf(each)]));
  const stages = new Map<string, Mark>();
  for (const change of changes) {
    const known = stages.get(change.stage);
    stages.set(change.stage, known === undefined || known === markOf(change) ? markOf(change) : 'changed');
  }
  return { stages, changes, markOf: (stage, subject) => subjects.get(`${stage} ${subject}`) ?? '' };
}

function markOf({ verb }: FoldedChange): Mark {
  return verb === 'moved' ? 'changed' : verb;
}
