import type { Change } from './change.ts';
import { sorted } from './classify.ts';
import { type FieldChange, fieldChanges } from './fields.ts';
import { policyWidening } from './permission.ts';
import type { Effect } from './risk.ts';
import type { Unit } from './side.ts';

/** What differs in the charts and manifests that an Application takes from upstream. What follows from it, git does not say: it is never harmless. */
export function takenChanges(before: Unit | undefined, after: Unit | undefined): readonly Change[] {
  const unit = after ?? before;
  if (unit === undefined) return [];
  const [was, now] = [before?.taken, after?.taken];
  if (was === undefined && now === undefined) return [];
  const fields = fieldChanges(
    was === undefined ? undefined : { ...was.content, from: was.artefacts },
    now === undefined ? undefined : { ...now.content, from: now.artefacts },
  );
  if (fields.length === 0 && was?.losesKinds === now?.losesKinds) return [];
  const { cluster, stage } = unit;
  const subject = (now ?? was)?.artefacts.map((each) => each.split(' of ')[0]).join(', ') ?? '';
  const place = { cluster, stage, subject, noise: 0 };
  if (was === undefined) return [{ ...place, verb: 'added', effects: [newObjects], fields: [] }];
  if (now === undefined)
    return [{ ...place, verb: 'removed', effects: sorted([goneObjects, lostKinds(was.losesKinds)]), fields: [] }];
  const wider = policyWidening(fields);
  const roles: Effect | undefined = wider === undefined ? undefined : { risk: 'permission-widened', note: wider };
  return [{ ...place, verb: 'changed', effects: sorted([otherObjects, goneRelease(fields), roles]), fields }];
}

const newObjects: Effect = { risk: 'objects-unknown', note: 'its objects come from upstream' };
const goneObjects: Effect = {
  risk: 'objects-unknown',
  note: 'what it made is deleted; CRDs stay, with their objects, unless a line here says otherwise',
};
const otherObjects: Effect = {
  risk: 'objects-unknown',
  note: 'which objects follow, only the chart knows: expect pods to restart',
};

function lostKinds(losesKinds: boolean | undefined): Effect | undefined {
  if (losesKinds !== true) return undefined;
  return { risk: 'prunes-data', note: 'its CRDs go, and every object of their kinds' };
}

/** A stage that lists its chart's installations has each by name. */
function goneRelease(fields: readonly FieldChange[]): Effect | undefined {
  const gone = fields.filter(({ path, after }) => path.length === 1 && after === undefined).map(({ path }) => path[0]);
  if (gone.length === 0) return undefined;
  return { risk: 'objects-unknown', note: `everything that ${gone.join(', ')} made is deleted` };
}
