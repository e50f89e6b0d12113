import { equal } from '../equal.ts';
import { type KubernetesObject, objectId } from '../kubernetes/object.ts';
import { valueAt } from '../map.ts';
import type { Change } from './change.ts';
import { ofAdded, ofChanged, ofMoved, ofRemoved, sorted } from './classify.ts';
import { type FieldChange, fieldChanges } from './fields.ts';
import { isNoise } from './noise.ts';
import { type Side, TOLD, type Unit, unitKey } from './side.ts';

/** An object of one side with the unit that brings it. */
interface Placed {
  readonly unit: Unit;
  readonly object: KubernetesObject;
}

/** Every object that differs on one cluster: added, changed, removed, or moved to another Application there. */
export function objectChanges(before: Side, after: Side, cluster: string): readonly Change[] {
  const same = sameOn(before, after, cluster);
  const [left, right] = [placedOn(before, cluster, same), placedOn(after, cluster, same)];
  const gone = [...left].filter(([id]) => !right.has(id)).map(([, placed]) => placed);
  const fresh = [...right].filter(([id]) => !left.has(id)).map(([, placed]) => placed);
  const both = [...right].flatMap(([id, now]) => {
    const was = left.get(id);
    return was === undefined ? [] : changed(was, now);
  });
  const elsewhere = pairs(gone, fresh);
  const paired = new Set([...elsewhere].flat());
  return [
    ...fresh.filter((each) => !paired.has(each)).map(added),
    ...both,
    ...[...elsewhere].map(([was, now]) => recreated(was, now)),
    ...gone.filter((each) => !paired.has(each)).map((each) => removed(each, before, after)),
  ];
}

/** What both sides have as one and the same value in one stage, which needs no look. */
function sameOn(before: Side, after: Side, cluster: string): ReadonlySet<KubernetesObject> {
  const here = [...before.units.values()].filter((unit) => unit.cluster === cluster);
  const kept = here.flatMap((unit) => {
    const now = after.units.get(unitKey(unit))?.objects;
    if (now === unit.objects) return unit.objects;
    const known = new Set(now);
    return unit.objects.filter((object) => known.has(object));
  });
  return new Set(kept);
}

function placedOn({ units }: Side, cluster: string, same: ReadonlySet<KubernetesObject>): ReadonlyMap<string, Placed> {
  const own = [...units.values()].filter((unit) => unit.cluster === cluster);
  // what Argo CD is told lives on the hub, whichever cluster it is about
  return new Map(
    own.flatMap((unit) =>
      unit.objects
        .filter((object) => !same.has(object))
        .map((object) => [`${unit.stage === TOLD} ${objectId(object)}`, { unit, object }] as const),
    ),
  );
}

function added({ unit, object }: Placed): Change {
  const fields = fieldChanges({}, object);
  return { ...placeOf(unit, object), verb: 'added', effects: ofAdded(object, fields), fields: [], noise: 0 };
}

function removed({ unit, object }: Placed, before: Side, after: Side): Change {
  const isWhole = unit.stage !== TOLD && !after.units.has(unitKey(unit));
  const effects = ofRemoved(object, isWhole ? 'Delete' : 'Prune', !isWhole || cascades(unit, before));
  return {
    ...placeOf(unit, object),
    verb: 'removed',
    effects: applicationGone(object) ?? effects,
    fields: [],
    noise: 0,
  };
}

/** An Application that goes is told by what it brought; the object itself is nothing to anyone. */
function applicationGone({ kind, metadata }: KubernetesObject): Change['effects'] | undefined {
  if (kind !== 'Application') return undefined;
  const isOwner = (metadata.finalizers ?? []).length > 0;
  return [isOwner ? { risk: 'removes', note: 'its finalizer deletes what it brought' } : { risk: 'removes' }];
}

function cascades({ cluster, application }: Unit, { units }: Side): boolean {
  const told = units.get(unitKey({ cluster, stage: TOLD }))?.objects ?? [];
  const own = told.find(({ kind, metadata }) => kind === 'Application' && metadata.name === application);
  return own === undefined || (own.metadata.finalizers ?? []).length > 0;
}

function changed(was: Placed, now: Placed): readonly Change[] {
  const isMoved = was.unit.stage !== now.unit.stage;
  if (!isMoved && equal(was.object, now.object)) return [];
  const all = fieldChanges(was.object, now.object);
  if (!isMoved && all.length === 0) return [];
  const own = ofChanged(was.object, now.object, all);
  const effects = isMoved ? sorted([...ofMoved(was.object), ...(all.length > 0 ? own : [])]) : own;
  return [
    {
      ...placeOf(now.unit, now.object),
      ...{ verb: isMoved ? 'moved' : 'changed', effects, ...(isMoved ? { from: was.unit.stage } : {}) },
      ...told(now.object, all),
    },
  ];
}

/** The same kind and name in another namespace is no other object to a reader, but one to Kubernetes. */
function pairs(gone: readonly Placed[], fresh: readonly Placed[]): ReadonlyMap<Placed, Placed> {
  const key = ({ unit, object }: Placed) => `${unit.stage} ${object.kind} ${object.metadata.name}`;
  const once = (list: readonly Placed[], id: string) => list.filter((each) => key(each) === id).length === 1;
  const found = gone.flatMap((was) => {
    const now = fresh.find((each) => key(each) === key(was));
    return now === undefined || !once(gone, key(was)) || !once(fresh, key(was)) ? [] : [[was, now] as const];
  });
  return new Map(found);
}

function recreated(was: Placed, now: Placed): Change {
  const all = fieldChanges(was.object, now.object);
  const lost = ofRemoved(was.object, 'Prune', true);
  const fields = all.filter(({ path }) => path.join('.') !== 'metadata.namespace');
  const own = fields.length === 0 ? [] : ofChanged(was.object, now.object, fields);
  const note = `in another namespace it is another object: the one in ${was.object.metadata.namespace ?? 'none'} goes`;
  return {
    ...placeOf(now.unit, now.object),
    verb: 'changed',
    effects: sorted([{ risk: 'recreates', note }, ...lost.filter(({ risk }) => risk === 'prunes-data'), ...own]),
    ...told(now.object, all),
  };
}

/** The fields as a reader is shown them: no value of a Secret, nothing that says nothing. */
function told(object: KubernetesObject, all: readonly FieldChange[]): Pick<Change, 'fields' | 'noise'> {
  const fields = all.filter((each) => !isNoise(each));
  return { fields: object.kind === 'Secret' ? fields.map(withoutValue) : fields, noise: all.length - fields.length };
}

function withoutValue(change: FieldChange): FieldChange {
  if (!['data', 'stringData'].includes(change.path[0] ?? '')) return change;
  const hidden = (value: unknown) => (value === undefined ? undefined : '(hidden)');
  const { path } = change;
  return { path: path.slice(0, 2), before: hidden(change.before), after: hidden(change.after) };
}

function placeOf(unit: Unit, object: KubernetesObject): Pick<Change, 'cluster' | 'stage' | 'subject'> {
  const { name, namespace } = object.metadata;
  if (unit.stage !== TOLD) {
    const place = namespace === undefined ? name : `${namespace}/${name}`;
    return { cluster: unit.cluster, stage: unit.stage, subject: `${object.kind} ${place}` };
  }
  const own = name.startsWith(`${unit.cluster}.`) ? name.slice(unit.cluster.length + 1) : name;
  return { cluster: unit.cluster, stage: stageOf(object), subject: `${object.kind} ${own}` };
}

/** What Argo CD is told about a stage belongs to the stage. */
function stageOf(object: KubernetesObject): string {
  const path = valueAt(object, 'spec', 'source', 'path');
  const [, component, stage] = /^kustomize\/([^/]+)\/([^/]+)\/overlays\//.exec(String(path)) ?? [];
  return component === undefined ? TOLD : `${component}/${stage ?? ''}`;
}
