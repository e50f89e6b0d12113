import type { Atlas, AtlasCluster, Mark, Picture, TableName } from './atlas/atlas.ts';
import { type Interned, interned } from './atlas/interned.ts';
import { linesOf } from './atlas/lines.ts';
import type { OnCluster } from './atlas/on-cluster.ts';
import { type LayOut, pictureOf } from './atlas/picture.ts';
import { touchedOn } from './atlas/touched.ts';
import type { Component } from './component.ts';
import { redacted } from './credential.ts';
import type { FoldedChange } from './diff/fold.ts';
import type { ComponentName } from './generated/options.ts';
import type { Compilation } from './index.ts';
import type { ClusterModel } from './model.ts';
import { placedObjects } from './placed-objects.ts';
import type { Registry } from './registry.ts';

/** A platform that was compiled without errors. */
export type Charted = Required<Pick<Compilation, 'source' | 'model' | 'objects' | 'diagnostics'>>;

/** What a platform is compared with: the commit, and what has changed since. */
export interface Compared {
  readonly commit: string;
  readonly changes: readonly FoldedChange[];
}

/** All that the page of a platform shows; equal platforms give equal atlases. */
export function atlasOf(platform: Charted, registry: Registry, layOut: LayOut, compared?: Compared): Atlas {
  const { model } = platform;
  const pool = interned();
  const pictures = new Map<string, number>();
  const drawn: Picture[] = [];
  const layOutOnce = once(layOut);
  const clusters = model.clusters.map((cluster) => {
    const picture = pictureOf(cluster, platform, registry, layOutOnce);
    const key = JSON.stringify(picture);
    const place = pictures.get(key) ?? drawn.push(picture) - 1;
    pictures.set(key, place);
    return { picture: place, ...clusterOf(cluster, platform, pool, compared?.changes ?? []) };
  });
  return {
    name: model.facts.name,
    domain: model.facts.domain,
    ...(compared === undefined ? {} : { comparedWith: compared.commit }),
    components: summaries(model.clusters, registry),
    texts: pool.texts.map(redacted),
    pictures: drawn,
    clusters,
  };
}

/** Clusters of the same order are laid out once: it is what takes longest. */
function once(layOut: LayOut): LayOut {
  const known = new Map<string, ReturnType<LayOut>>();
  return (nodes) => {
    const key = JSON.stringify(nodes);
    const found = known.get(key) ?? layOut(nodes);
    known.set(key, found);
    return found;
  };
}

function summaries(clusters: readonly ClusterModel[], registry: Registry): { readonly [name: string]: string } {
  const names = [...new Set(clusters.flatMap(({ enabled }) => [...enabled.keys()]))].sort();
  return Object.fromEntries(
    names.map((name) => [name, (registry.components[name] as Component<ComponentName>).summary]),
  );
}

function clusterOf(
  cluster: ClusterModel,
  { model, objects, source, diagnostics }: Charted,
  pool: Interned,
  changes: readonly FoldedChange[],
): Omit<AtlasCluster, 'picture'> {
  const { name, isHub, hub } = cluster.facts;
  const touched = touchedOn(name, changes);
  const on = { cluster, model, objects, placed: placedObjects(objects, name), diagnostics, touched };
  const lineOf = (component: ComponentName) => source.locate(model.origin(name, component))?.line ?? 1;
  return {
    name,
    isHub,
    hub,
    facts: factsOf(cluster),
    components: Object.fromEntries([...cluster.enabled.keys()].sort().map((each) => [each, lineOf(each)])),
    marks: Object.fromEntries([...touched.stages].sort(([a], [b]) => (a < b ? -1 : 1))) as { [stage: string]: Mark },
    tables: tablesOf(on, pool),
  };
}

function tablesOf(on: OnCluster, pool: Interned): AtlasCluster['tables'] {
  const names = Object.keys(linesOf) as TableName[];
  const rows = (name: TableName) =>
    linesOf[name](on).map(({ stage, mark, cells }) => pool.row([stage, mark, ...cells]));
  return Object.fromEntries(names.map((name) => [name, rows(name)])) as unknown as AtlasCluster['tables'];
}

function factsOf({ facts }: ClusterModel): AtlasCluster['facts'] {
  const { kubernetes, host, nodes, cni, domain, hub, isHub } = facts;
  const machines = [
    counted(nodes.controlPlanes.length, 'control plane'),
    counted(Object.keys(nodes.workers).length, 'worker'),
    ...(nodes.edges.length === 0 ? [] : [counted(nodes.edges.length, 'edge')]),
  ];
  return [
    ['Kubernetes', kubernetes],
    ['Argo CD', isHub ? 'runs here' : `on ${hub}`],
    ['Machines', host === undefined ? machines.join(', ') : `none: it runs inside ${host}`],
    ['Network', cni.kind],
    ['Domain', domain],
  ];
}

function counted(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
