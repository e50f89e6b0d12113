import type { PlainMap } from '../../map.ts';
import { accessIn } from './access.ts';
import { appBlocks, componentBlocks } from './blocks.ts';
import { type ClusterFindings, clusterFindings } from './cluster-findings.ts';
import { HUB_NAME } from './clusters.ts';
import type { RecognisedChart } from './components.ts';
import { withoutCredentials } from './credentials.ts';
import { KUBERNETES } from './facts.ts';
import { kubernetesIn } from './identity.ts';
import type { Making } from './making.ts';
import { noteKey, type Proposal } from './proposal.ts';
import { signInsOf } from './sign-ins.ts';
import type { NotExpressed } from './source-folder.ts';
import type { SourceObject } from './source-object.ts';

/** A proposal before it is tried, and what it rests on. */
export interface Proposed {
  readonly proposal: Proposal;
  /** What no file says, and is as `plinth init` begins. */
  readonly stated: readonly string[];
  readonly notExpressed: readonly NotExpressed[];
  /** Charts that are components. */
  readonly recognised: readonly RecognisedChart[];
  /** Objects that a block is made of. */
  readonly used: ReadonlySet<SourceObject>;
}

/** Makes the blocks of platform.yaml of what is recognised. */
export function propose(making: Making): Proposed {
  const { survey, identity, objects } = making;
  const version = kubernetesIn(survey.reading);
  const access = accessIn(signInsOf(making), objects.get(survey.clusters.hub) ?? []);
  const found = new Map(
    survey.clusters.names.map((name) => [name, clusterFindings(name, version ?? KUBERNETES, access, making)]),
  );
  const all = [...found.values()];
  const notes = new Map<string, readonly string[]>();
  const stated: string[] = [];
  if (access.files.length > 0)
    notes.set(
      'access',
      access.files.map((file) => `from ${file}`),
    );
  const components = componentBlocks(found, making, notes);
  const apps = appBlocks(found, notes);
  if (
    survey.clusters.hub === HUB_NAME &&
    !survey.applications.all.some(({ destination }) => destination.name === HUB_NAME)
  )
    stated.push(`clusters.${HUB_NAME}: the name that Argo CD has for it`);
  const clusters = Object.fromEntries(
    [...found].map(([name, findings]) => {
      const argocd = name === survey.clusters.hub ? 'hub' : { hub: survey.clusters.hub };
      const own = components.own.get(name);
      const block = { argocd, ...clusterBlock(name, findings, version, notes, stated) };
      return [name, own === undefined ? block : { ...block, components: own }];
    }),
  );
  const cleared = withoutCredentials({
    version: 1,
    ...identity,
    clusters,
    components: components.common,
    ...(Object.keys(apps).length > 0 ? { apps } : {}),
    ...(access.access === undefined ? {} : { access: access.access }),
  });
  return {
    proposal: { value: cleared.value as PlainMap, notes, refused: [] },
    stated,
    notExpressed: [
      ...survey.lost,
      ...access.rest,
      ...all.flatMap(({ rest }) => rest),
      ...cleared.leftOut.map((what) => ({ file: 'platform.yaml', what, why: 'it looks like a credential' })),
    ],
    recognised: all.flatMap(({ recognised }) => recognised),
    used: new Set(all.flatMap(({ used }) => used)),
  };
}

/** What a cluster says of itself, and what of it no file says. */
function clusterBlock(
  name: string,
  { workers, apps }: ClusterFindings,
  version: string | undefined,
  notes: Map<string, readonly string[]>,
  stated: string[],
): PlainMap {
  if (version === undefined) {
    stated.push(`clusters.${name}.kubernetes: nothing in the folder says it`);
    notes.set(noteKey(['clusters', name, 'kubernetes']), ['no file says it: the version of `plinth init`']);
  }
  if (apps.length > 0) {
    stated.push(`clusters.${name}.cni: apps ask for a network that enforces policies; say whether this one does`);
    notes.set(noteKey(['clusters', name, 'cni']), ['no file says it: on Talos it takes `kubeNetworkPoliciesEnabled`']);
  }
  return {
    kubernetes: version ?? KUBERNETES,
    ...(apps.length > 0 ? { cni: { networkPolicies: true } } : {}),
    ...(Object.keys(workers).length > 0 ? { nodes: { workers } } : {}),
  };
}
