import { equal } from '../equal.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { groupOf, objectId } from '../kubernetes/object.ts';
import type { FolderObject } from './folder/folder-objects.ts';
import { asStored, inFormOf } from './same-form.ts';
import { type Side, TOLD, type Unit, unitKey } from './side.ts';

/** Both sides of a comparison of a cluster with manifests that are there already. */
export interface Against {
  /** What the manifests say. */
  readonly before: Side;
  /** What the platform says. */
  readonly after: Side;
  /** How many objects are the same on both sides. */
  readonly same: number;
  /** Objects without a namespace that were taken for the platform's one of their name, as `Deployment shop → shop`. */
  readonly placed: readonly string[];
  /** What Argo CD is told by the platform only, and is not compared. */
  readonly told: readonly KubernetesObject[];
}

/** A platform's object with the stage that brings it. */
interface Own {
  readonly object: KubernetesObject;
  readonly stage: string;
}

/**
 * Holds the objects of one cluster (`units` of it, with what its charts bring) against those of folders: by group, kind, namespace and
 * name. An object that only a folder has belongs to the folder, named by `placeName`.
 */
export function against(
  units: readonly Unit[],
  manifests: readonly FolderObject[],
  kubernetes: string,
  placeName: (place: string) => string,
): Against {
  const cluster = units[0]?.cluster ?? '';
  const own = units.flatMap(({ stage, objects }) => objects.map((object): Own => ({ object, stage })));
  const byId = new Map(own.map((each) => [objectId(each.object), each]));
  const lone = loneByName(own, manifests, byId);
  const placed: string[] = [];
  const found = manifests.map(({ object, place }) => {
    const twin = byId.get(objectId(object)) ?? lone.get(nameKey(object));
    if (twin === undefined) return { object: asStored(object), stage: placeName(place) };
    const meant = withNamespace(object, twin.object);
    if (meant !== object) placed.push(`${object.kind} ${object.metadata.name} → ${meant.metadata.namespace ?? ''}`);
    return { object: inFormOf(asStored(meant), asStored(twin.object), kubernetes), stage: twin.stage };
  });
  const there = new Map(found.map(({ object }) => [objectId(object), object]));
  const told = own.filter(({ object, stage }) => stage === TOLD && !there.has(objectId(object)));
  const stored = own
    .filter((each) => !told.includes(each))
    .map(({ object, stage }) => ({ object: asStored(object), stage }));
  return {
    before: side(found, cluster),
    // a folder's own stages are there on both sides: its objects leave git, no Application goes with them
    after: side(stored, cluster, found),
    same: stored.filter(({ object }) => equal(there.get(objectId(object)), object)).length,
    placed: placed.sort(),
    told: told.map(({ object }) => object),
  };
}

/** The platform's objects that the folders do not have under their own id, by kind and name where only one has it. */
function loneByName(own: readonly Own[], manifests: readonly FolderObject[], byId: ReadonlyMap<string, Own>) {
  const known = new Set(manifests.map(({ object }) => objectId(object)));
  const left = manifests.filter(({ object }) => !byId.has(objectId(object))).map(({ object }) => nameKey(object));
  const free = own.filter(({ object }) => !known.has(objectId(object)));
  const names = free.map(({ object }) => nameKey(object));
  const once = (list: readonly string[], name: string) => list.filter((each) => each === name).length === 1;
  return new Map(
    free.flatMap((each) => {
      const name = nameKey(each.object);
      return once(names, name) && once(left, name) ? [[name, each] as const] : [];
    }),
  );
}

function nameKey({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${groupOf(apiVersion)}/${kind} ${metadata.name}`;
}

/** An object that says no namespace gets that of the Application that brings it, which git alone does not say. */
function withNamespace(object: KubernetesObject, { metadata }: KubernetesObject): KubernetesObject {
  if (object.metadata.namespace !== undefined || metadata.namespace === undefined) return object;
  return { ...object, metadata: { ...object.metadata, namespace: metadata.namespace } };
}

function side(objects: readonly Own[], cluster: string, further: readonly Own[] = []): Side {
  const stages = new Map<string, KubernetesObject[]>();
  for (const { stage } of further) stages.set(stage, []);
  for (const { object, stage } of objects) {
    const known = stages.get(stage);
    if (known === undefined) stages.set(stage, [object]);
    else known.push(object);
  }
  const units = [...stages].map(([stage, all]): Unit => ({ application: stage, cluster, stage, objects: all }));
  return { units: new Map(units.map((unit) => [unitKey(unit), unit])), before: new Map(), files: new Map() };
}
