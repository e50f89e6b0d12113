import type { Chart, ChartValues, Provided, Release } from './component.ts';
import type { Path } from './diagnostic.ts';
import type { ComponentName } from './generated/options.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import type { RenderProblem } from './rendering.ts';
import type { AnyStage } from './stage-access.ts';

/** What a stage takes from upstream: a chart with its values, or manifests by exact URL. */
export interface Upstream {
  readonly namespace: string;
  readonly chart?: Chart;
  readonly values: ChartValues;
  /** The chart's installations with all their values, where there is not just the one. */
  readonly releases?: readonly Release[];
  readonly manifests: readonly string[];
  /** What of the chart and the manifests is not applied. */
  readonly leftOut: NonNullable<Chart['leftOut']>;
  /** Whether its CRDs stay when the stage is removed, and with them every custom resource. */
  readonly keepsKinds: boolean;
}

/** The values of a chart, of each installation where there is more than one. */
export function valuesIn(upstream: Upstream | undefined): readonly ChartValues[] {
  if (upstream === undefined) return [];
  return upstream.releases === undefined ? [upstream.values] : upstream.releases.map(({ values }) => values);
}

/** A folder of the repository that is not Plinth's, from its root, and the cluster-scoped kinds in it, as `group/Kind`. */
export interface KeptFolder {
  readonly path: string;
  readonly clusterKinds: readonly string[];
}

/** What one stage is made of, in one place: without a cluster, or on one. */
export interface StageContent {
  readonly objects: readonly KubernetesObject[];
  readonly upstream?: Upstream;
  /** A folder that people keep by hand, for which nothing is generated; on a cluster only. */
  readonly folder?: KeptFolder;
  /** Where delivery is `rendered`, in place of `upstream`: what was rendered, and which of `objects` came of it. */
  readonly rendered?: { readonly upstream: Upstream; readonly made: (object: KubernetesObject) => boolean };
  /** What the chart or its operator makes there; on a cluster only. */
  readonly provides?: readonly Provided[];
}

/** One stage of the platform: its base, where it has one, and what the compiler means each cluster to get. */
export interface StageObjects {
  /** The component's folder name; `namespaces` for the stage that Plinth adds itself; `apps`, of which each app is a stage. */
  readonly component: ComponentName | 'namespaces' | 'apps';
  readonly name: string;
  /** Where its objects live unless they say otherwise. */
  readonly namespace: string;
  /** Where in platform.yaml an app stands, or the site that it is. */
  readonly block?: Path;
  readonly stage?: AnyStage;
  readonly base?: StageContent;
  /** By cluster, complete: what Kustomize must build from the overlay, besides what comes from upstream. */
  readonly clusters: ReadonlyMap<string, StageContent>;
}

/** Whether what a stage is on a cluster is not Plinth's to say: an app from a chart or a folder. */
export function isFromElsewhere({ component, clusters }: StageObjects, cluster: string): boolean {
  const content = clusters.get(cluster);
  return component === 'apps' && (content?.folder !== undefined || upstreamIn(content) !== undefined);
}

/** What a stage takes from upstream, rendered or not. */
export function upstreamIn(content: StageContent | undefined): Upstream | undefined {
  return content?.rendered?.upstream ?? content?.upstream;
}

/** What Argo CD is told about one cluster; all of it lives in the hub's `argocd` namespace. */
export interface ClusterObjects {
  readonly roots: readonly KubernetesObject[];
  readonly projects: readonly KubernetesObject[];
  readonly applications: readonly KubernetesObject[];
}

/** Something from upstream that was to be rendered and was not; `cluster` is absent for what clusters share. */
export interface Unrendered {
  readonly component: StageObjects['component'];
  /** The stage's name, which is an app's own. */
  readonly name: string;
  readonly cluster?: string;
  readonly upstream: Upstream;
  /** Why; absent where it only has to be done. */
  readonly problems?: readonly RenderProblem[];
}

/** Every object of the platform, before any of it is text. */
export interface Objects {
  readonly stages: readonly StageObjects[];
  readonly unrendered: readonly Unrendered[];
  readonly clusters: ReadonlyMap<string, ClusterObjects>;
}
