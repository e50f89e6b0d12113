import type { PlainMap } from '../../map.ts';
import type { ClusterFindings } from './cluster-findings.ts';
import type { Making } from './making.ts';
import { openOptions } from './options-of.ts';
import { noteKey } from './proposal.ts';
import { split } from './split.ts';

type Notes = Map<string, readonly string[]>;
type Block = { readonly options: PlainMap; readonly files: readonly string[] };

/** Blocks of components: those of all clusters, and each cluster's own. */
export interface ComponentBlocks {
  readonly common: { readonly [component: string]: PlainMap };
  readonly own: ReadonlyMap<string, { readonly [component: string]: PlainMap }>;
}

/** A component that every cluster has stands at the top; what differs, and one that only some have, at the cluster. */
export function componentBlocks(
  found: ReadonlyMap<string, ClusterFindings>,
  { schema, registry }: Pick<Making, 'schema' | 'registry'>,
  notes: Notes,
): ComponentBlocks {
  const common: { [component: string]: PlainMap } = {};
  const ownBlocks = new Map<string, { [component: string]: PlainMap }>();
  const names = new Set([...found.values()].flatMap(({ components }) => components.map(({ component }) => component)));
  for (const component of [...names].sort()) {
    const on = onClusters(found, ({ components }) => components.find((each) => each.component === component));
    const ofCluster = new Set(
      openOptions(schema, component).flatMap(({ isClusters, path }) => (isClusters ? [path[0]] : [])),
    );
    const isEverywhere = on.size === found.size || registry.components[component].placement === 'hub';
    const options = optionsOf(on);
    const parts = isEverywhere
      ? split(options, (option) => ofCluster.has(option))
      : { common: undefined, own: options };
    if (parts.common !== undefined) {
      common[component] = parts.common;
      notes.set(noteKey(['components', component]), sourcesOf([...on.values()]));
    }
    for (const [cluster, block] of parts.own) {
      ownBlocks.set(cluster, { ...ownBlocks.get(cluster), [component]: block });
      const here = on.get(cluster);
      notes.set(noteKey(['clusters', cluster, 'components', component]), here === undefined ? [] : sourcesOf([here]));
    }
  }
  return { common, own: ownBlocks };
}

/** The blocks of apps; hosts are each cluster's own. */
export function appBlocks(
  found: ReadonlyMap<string, ClusterFindings>,
  notes: Notes,
): { readonly [app: string]: PlainMap } {
  const names = new Set([...found.values()].flatMap(({ apps }) => apps.map(({ name }) => name)));
  const blocks: { [app: string]: PlainMap } = {};
  for (const name of [...names].sort()) {
    const on = onClusters(found, ({ apps }) => apps.find((each) => each.name === name));
    const parts = split(optionsOf(on), (option) => option === 'host' || option === 'aliases');
    const isEverywhere = on.size === found.size && parts.own.size === 0;
    const clusters = Object.fromEntries([...on.keys()].map((cluster) => [cluster, parts.own.get(cluster) ?? {}]));
    blocks[name] = { ...parts.common, ...(isEverywhere ? {} : { clusters }) };
    notes.set(noteKey(['apps', name]), sourcesOf([...on.values()]));
  }
  return blocks;
}

function onClusters<T>(
  found: ReadonlyMap<string, ClusterFindings>,
  pick: (findings: ClusterFindings) => T | undefined,
): ReadonlyMap<string, T> {
  return new Map(
    [...found].flatMap(([cluster, findings]) => {
      const here = pick(findings);
      return here === undefined ? [] : [[cluster, here] as const];
    }),
  );
}

function optionsOf(on: ReadonlyMap<string, Block>): ReadonlyMap<string, PlainMap> {
  return new Map([...on].map(([cluster, { options }]) => [cluster, options]));
}

function sourcesOf(blocks: readonly Block[]): readonly string[] {
  return [...new Set(blocks.flatMap(({ files }) => files))].map((file) => `from ${file}`);
}
