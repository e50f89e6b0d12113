import { against } from '../../diff/against.ts';
import { sideOf } from '../../diff/side.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { objectId } from '../../kubernetes/object.ts';
import type { Model } from '../../model.ts';
import type { Objects } from '../../objects.ts';
import type { NotExpressed } from './source-folder.ts';
import { nameOfObject, type SourceObject } from './source-object.ts';
import { leavesOf, pathText } from './texts.ts';

/** How the objects of one cluster compare, charts aside. */
export interface ClusterProof {
  readonly cluster: string;
  /** Of the folder. */
  readonly all: number;
  readonly same: number;
  readonly changed: number;
  readonly missing: number;
  /** Of the platform alone. */
  readonly ours: number;
}

/** What came of holding a proposal against the folder. */
export interface Proof {
  readonly clusters: readonly ClusterProof[];
  /** Objects of the folder that the platform has, the same or otherwise. */
  readonly there: ReadonlySet<SourceObject>;
  /** What was known to be, without what the platform says the same, and the objects that it does not have. */
  readonly notExpressed: readonly NotExpressed[];
}

/** What tells Argo CD of the others is told by itself. */
function isTold({ object: { apiVersion } }: SourceObject): boolean {
  return apiVersion.startsWith('argoproj.io/');
}

/** Compares each cluster's objects as `plinth diff --against` does; an object of the folder that neither is there nor in a block is not expressed. */
export function prove(
  model: Model,
  objects: Objects,
  source: ReadonlyMap<string, readonly SourceObject[]>,
  used: ReadonlySet<SourceObject>,
  known: readonly NotExpressed[],
): Proof {
  const there = new Set<SourceObject>();
  const notExpressed: NotExpressed[] = [];
  const said = new Set<NotExpressed>();
  const told = new Set(known.map(({ file, what }) => `${file} ${what}`));
  const leaves = new Map<object, NotExpressed[]>();
  for (const each of known)
    if (each.leaf !== undefined) leaves.set(each.leaf.object, [...(leaves.get(each.leaf.object) ?? []), each]);
  const clusters = model.clusters.map(({ facts: { name, kubernetes } }): ClusterProof => {
    const here = source.get(name) ?? [];
    const units = [...sideOf(objects, model, new Map()).units.values()].filter(({ cluster }) => cluster === name);
    const manifests = here
      .filter((each) => !isTold(each))
      .map(({ object, file }) => ({ object: object as KubernetesObject, place: file }));
    const { before, after, same } = against(units, manifests, kubernetes, (place) => place);
    const [old, own] = [before, after].map(
      (side) => new Set([...side.units.values()].flatMap((unit) => unit.objects.map(objectId))),
    ) as [Set<string>, Set<string>];
    const byId = new Map(units.flatMap((unit) => unit.objects.map((each) => [objectId(each), each] as const)));
    const names = new Set([...own].map(withoutNamespace));
    for (const each of here) {
      const { namespace } = each.object.metadata;
      const isThere =
        own.has(objectId(each.object)) ||
        (namespace === undefined && names.has(withoutNamespace(objectId(each.object))));
      for (const one of leaves.get(each) ?? []) {
        if (saysSame(one, each, byId)) said.add(one);
      }
      if (isThere) there.add(each);
      else if (
        !used.has(each) &&
        !told.has(`${each.file} ${nameOfObject(each)}`) &&
        !/^Application(?:Set)?$/.test(each.object.kind)
      )
        notExpressed.push({ file: each.file, what: nameOfObject(each), why: whyNot(each) });
    }
    const both = [...old].filter((id) => own.has(id)).length;
    return {
      cluster: name,
      all: old.size,
      same,
      changed: both - same,
      missing: old.size - both,
      ours: own.size - both,
    };
  });
  return { clusters, there, notExpressed: [...known.filter((each) => !said.has(each)), ...notExpressed] };
}

function withoutNamespace(id: string): string {
  return id.replace(/ .*\//, ' ');
}

function whyNot({ object: { kind } }: SourceObject): string {
  if (kind === 'AppProject') return 'Plinth writes projects itself';
  if (kind === 'Secret') return 'what it holds was not read: it belongs into Vault, and under `secrets` by its name';
  return 'no option makes it';
}

/** Whether the platform's object has the same at that place. */
function saysSame({ leaf }: NotExpressed, each: SourceObject, byId: ReadonlyMap<string, KubernetesObject>): boolean {
  const at = (object: object | undefined) => leavesOf(object).find(({ path }) => pathText(path) === leaf?.path)?.value;
  const own = at(byId.get(objectId(each.object)));
  return own !== undefined && own === at(each.object);
}
