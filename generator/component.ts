import type { Code } from './codes.ts';
import type { Path, Severity } from './diagnostic.ts';
import type { ClusterOnly, ComponentName, ComponentOptions, StageId, StageOf } from './generated/options.ts';
import type { GoogleNeed } from './google-need.ts';
import type { ObjectOf } from './kubernetes/create.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import type { MachineDemand } from './machine-demand.ts';
import type { ClusterFacts, PlatformFacts } from './model.ts';
import type { AttachedHost } from './routes.ts';
import type { DeclaredSecret, Origin } from './secret.ts';
import type { Yaml } from './yaml.ts';

/** A component's options without those that only a cluster can answer: all that `base/` and `chart/` may depend on. */
export type PlatformOptions<C extends ComponentName> = Omit<ComponentOptions[C], ClusterOnly[C]>;

/** The component of a stage: `vault` of `vault/install`. */
export type ComponentOf<S extends StageId> = S extends `${infer C extends ComponentName}/${string}` ? C : never;

/** What a stage sees while no cluster is in sight: its platform-wide options and its neighbours'. */
export interface PlatformContext<C extends ComponentName, N extends StageId = never, A extends StageId = never> {
  readonly platform: PlatformFacts;
  readonly options: PlatformOptions<C>;
  readonly needs: { readonly [K in ComponentOf<N>]: PlatformOptions<K> };
  readonly after: { readonly [K in ComponentOf<A>]?: PlatformOptions<K> };
}

/** What a stage sees on one cluster: all its options there and its neighbours'. */
export interface ClusterContext<C extends ComponentName, N extends StageId = never, A extends StageId = never> {
  readonly platform: PlatformFacts;
  readonly cluster: ClusterFacts;
  readonly options: ComponentOptions[C];
  readonly needs: { readonly [K in ComponentOf<N>]: ComponentOptions[K] };
  readonly after: { readonly [K in ComponentOf<A>]?: ComponentOptions[K] };
}

/** The same, once all else is made. */
export interface HostContext<C extends ComponentName, N extends StageId = never, A extends StageId = never>
  extends ClusterContext<C, N, A> {
  /** Each host that something on the cluster takes traffic for, sorted. */
  readonly hosts: readonly string[];
  /** Those of them that attach to a Gateway, sorted. */
  readonly attached: readonly AttachedHost[];
}

/** What a component's check and its gate see: the whole cluster. */
export interface CheckContext<C extends ComponentName> {
  readonly platform: PlatformFacts;
  readonly cluster: ClusterFacts;
  readonly options: ComponentOptions[C];
  /** The options of every component that is enabled on this cluster. */
  readonly enabled: { readonly [K in ComponentName]?: ComponentOptions[K] };
}

/** Values of a Helm chart. */
export type ChartValues = { readonly [key: string]: Yaml | undefined };

/** A Helm chart by exact version; the component's `version` option replaces `version`, its `values` are merged last. */
export interface Chart {
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  /** Names the chart's objects; the chart's own name when absent. */
  readonly release?: string;
  /** `false` where the CRDs come from elsewhere or from a value; the `crds/` folder is taken when absent. */
  readonly includeCRDs?: boolean;
  /** Installed beside the component's main chart, whose the options `version` and `values` are. */
  readonly isFurther?: true;
  /** The chart makes PersistentVolumeClaims of its own; a patch keeps Argo CD from ever removing one. */
  readonly keepsVolumes?: true;
  /** Helm's hooks are left out: Argo CD would run them at every sync. */
  readonly skipHooks?: boolean;
  /** The cluster-scoped kinds that the chart emits, as `group/Kind` (`Kind` alone for the core group); the AppProject allows these. */
  readonly clusterKinds?: readonly string[];
  /** Namespaces besides the component's own in which the chart makes objects. */
  readonly namespaces?: readonly string[];
  /** Objects that the chart leaves without a namespace, given one by a patch. */
  readonly namespaceless?: readonly { readonly apiVersion: string; readonly kind: string; readonly name: string }[];
  /** Cluster-scoped objects to which the chart gives a namespace, taken away by a patch. */
  readonly strayNamespaces?: readonly { readonly apiVersion: string; readonly kind: string; readonly name: string }[];
  /** Objects that the chart makes and that are not applied, such as a Secret with a value made up at each render; Kustomize fails where one is not. */
  readonly leftOut?: readonly {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
  /** Secrets of the chart, by the beginning of their names, that hold nothing secret and so may stand in git where it is rendered. */
  readonly plainSecrets?: readonly string[];
  /** What no value of the chart reaches. */
  readonly patches?: readonly ChartPatch[];
}

/** Fields that are merged into one object of a chart, which must be there: Kustomize fails where it is not. */
export interface ChartPatch {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: { readonly [key: string]: string };
  readonly spec?: { readonly [field: string]: Yaml };
  /** Why, as a sentence; the patch begins with it. */
  readonly reason: string;
}

/** Charts of which options choose one; the first is the usual one. */
export interface ChartChoice<C extends ComponentName> {
  readonly charts: readonly [Chart, ...Chart[]];
  choose(options: PlatformOptions<C>): Chart;
}

/** One of several installations of a stage's chart. */
export interface Release {
  /** Names its objects. */
  readonly name: string;
  readonly namespace: string;
  /** Merged over the stage's, the component's `values` over both. */
  readonly values: ChartValues;
}

/** An object that the chart or its operator makes and that others refer to. */
export interface Provided {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** The ports of a Service. */
  readonly ports?: readonly number[];
}

/** Custom resources of one group that a stage brings, by chart or by its operator. */
export interface ProvidedKinds {
  readonly group: string;
  /** The served versions. */
  readonly versions: readonly string[];
  readonly kinds: readonly string[];
  /** A running operator makes these CRDs: no chart and no manifest has them. */
  readonly atRunTime?: true;
}

/** A sync option as Argo CD writes it. */
type SyncOption = NonNullable<
  NonNullable<ObjectOf<'argoproj.io/v1alpha1', 'Application'>['spec']['syncPolicy']>['syncOptions']
>[number];

/** Fields that upstream writes at run time, which Argo CD must not take for drift. */
export interface IgnoreDifference {
  readonly group?: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly jsonPointers?: readonly string[];
  readonly jqPathExpressions?: readonly string[];
}

/** A step of a component's installation: its own folder, Application and wave. */
export interface Stage<C extends ComponentName, N extends StageId = never, A extends StageId = never> {
  /** What this step brings, in a few words; the runbook shows it. */
  readonly summary: string;
  /** Stages that must be there and healthy before; an error when one is not enabled. Their options are readable. */
  readonly needs?: readonly N[];
  /** Stages that come before where they are enabled. Their options are readable. */
  readonly after?: readonly A[];
  readonly chart?: Chart | ChartChoice<C>;
  /** The cluster-scoped kinds of `manifests`, as `group/Kind`. */
  readonly clusterKinds?: readonly string[];
  /** Upstream manifests where there is no chart, as exact release URLs → `chart/`. */
  manifests?(context: PlatformContext<C, N, A>): readonly string[];
  /** Objects of `manifests` that are not applied, such as a Namespace; Kustomize fails where one is not. */
  readonly leftOut?: NonNullable<Chart['leftOut']>;
  /** A function where options name what there is. */
  readonly provides?: readonly Provided[] | ((context: ClusterContext<C, N, A>) => readonly Provided[]);
  readonly providesKinds?: readonly ProvidedKinds[];
  readonly ignoreDifferences?: readonly IgnoreDifference[];
  /** Removing the Application leaves everything in place: for Argo CD itself, which cannot remove itself. */
  readonly outlivesApplication?: true;
  /** Further sync options of the Application, such as `SkipDryRunOnMissingResource=true` where an operator makes the CRD. */
  readonly syncOptions?: readonly SyncOption[];
  /** The origins of the secrets that this stage brings into the cluster: every stage with a secret of one of them comes after it. */
  readonly bringsSecrets?: readonly Origin[];
  /** Needs that depend on options. */
  needsWhen?(context: ClusterContext<C, N, A>): readonly StageId[];
  /** The secrets that this stage uses, whatever the cluster. */
  secrets?(context: PlatformContext<C, N, A>): readonly DeclaredSecret[];
  clusterSecrets?(context: ClusterContext<C, N, A>): readonly DeclaredSecret[];
  /** → `chart/values.yaml` */
  values?(context: PlatformContext<C, N, A>): ChartValues;
  /** → `base/` */
  resources?(context: PlatformContext<C, N, A>): readonly KubernetesObject[];
  /** Merged over `values` → `overlays/<cluster>/chart/values.yaml` */
  clusterValues?(context: ClusterContext<C, N, A>): ChartValues;
  /** Where the chart is installed more than once, or not at all → `overlays/<cluster>/chart/values-<name>.yaml` */
  releases?(context: ClusterContext<C, N, A>): readonly Release[];
  /** → `overlays/<cluster>/` */
  clusterResources?(context: ClusterContext<C, N, A>): readonly KubernetesObject[];
  /** What follows from the hosts that the cluster's other objects take traffic for; it adds none itself, and takes the place of an object of the stage with its name → `overlays/<cluster>/` */
  hostResources?(context: HostContext<C, N, A>): readonly KubernetesObject[];
}

/** Pods of a component that tell what they measure in Prometheus' text at `/metrics`. */
export interface MeasuredPods {
  /** Names what is gathered, as the service that it is about. */
  readonly name: string;
  /** The labels by which they are found in the component's own namespace. */
  readonly labels: { readonly [key: string]: string };
  /** The port of a container; of a pod without one, nothing is gathered. */
  readonly port: number;
  /** What the names begin with that are gathered; what a program says of its own memory and threads is left. */
  readonly prefixes: readonly string[];
}

/** Kinds of some API groups; `*` stands for every group. */
export interface ExcludedKinds {
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
}

/** The Pod Security level of a namespace; Talos enforces `baseline` where nothing else is said. */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

/** The namespace of a component. `kube-system` exists already and is never made. */
export interface ComponentNamespace<C extends ComponentName> {
  readonly name: string;
  readonly podSecurity: PodSecurity | ((options: PlatformOptions<C>) => PodSecurity);
  readonly labels?: { readonly [key: string]: string };
}

/** A namespace besides the component's own that it makes, or labels on one that another makes. */
export interface NamespaceClaim {
  readonly name: string;
  /** Makes the namespace, at this level at least; without it, labels only. */
  readonly podSecurity?: PodSecurity;
  readonly labels?: { readonly [key: string]: string };
}

/** A DNS zone, with all that lies in it, whose records a component writes. */
export interface ZoneClaim {
  readonly zone: string;
  /** Where it is named; begins at the component's block. */
  readonly path: Path;
  /** Whether the zone itself is made and changed, not only what is in it. */
  readonly isWhole?: true;
}

/** A problem that a component's check found; `path` begins at the component's block. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** What a person does in one go, at a gate or to bring a copy back. */
export interface GateStep {
  /** What to do and why, as Markdown; the runbook numbers it. */
  readonly text: string;
  /** Shell commands, a line each. */
  readonly commands: readonly string[];
}

/** Something only a person can do before the stages behind it can go on. */
export interface Gate<C extends ComponentName> {
  readonly after: StageOf[C];
  /** What is waited for, in a few words of Markdown. */
  readonly message: string;
  /** What to do on this cluster, whose other components may ask for more. */
  steps(context: CheckContext<C>): readonly GateStep[];
}

/** A copy that is made again and again of what would be lost with the cluster, and how a person brings it back. */
export interface Backup {
  /** What is copied, as people call it. */
  readonly what: string;
  /** The CronJob that makes it, or what else does. */
  readonly job: { readonly namespace: string; readonly name: string };
  /** The commands that make one at once, where it is no CronJob. */
  readonly now?: readonly string[];
  /** When, as cron says it, in UTC. */
  readonly schedule: string;
  /** How long a copy is kept. */
  readonly keep: string;
  /** The folder that it goes to, as a URL. */
  readonly address: string;
  /** The stage that must be there before a copy is brought back. */
  readonly into: StageId;
  /** The inverse, from the copy in the store to what runs. */
  readonly restore: readonly GateStep[];
}

/** What a person does from time to time, or after a loss: nothing waits for it. */
export interface Upkeep {
  /** What is done, as a heading. */
  readonly title: string;
  /** When and why, as Markdown. */
  readonly text: string;
  /** Shell commands, a line each. */
  readonly commands: readonly string[];
  /** It is done for a cluster that is built anew after a loss, before Argo CD syncs it. */
  readonly beforeSync?: true;
}

/** A system of the platform: one folder in generator/components, one definition. */
export interface Component<C extends ComponentName> {
  readonly name: C;
  readonly summary: string;
  /** `hub`: installed on the cluster that runs Argo CD only. */
  readonly placement?: 'hub';
  /** It works on the machines of its cluster, of which a cluster inside another has none. */
  readonly needsMachines?: true;
  /** What it asks of the machines; it becomes their machine config where platform.yaml names them (`omni` of the cluster). */
  machines?(context: CheckContext<C>): readonly MachineDemand[];
  readonly namespace: ComponentNamespace<C>;
  /** Further namespaces, and labels on those of others, whatever the cluster. */
  namespaces?(context: Pick<PlatformContext<C>, 'platform' | 'options'>): readonly NamespaceClaim[];
  /** The same for what only one cluster has. */
  clusterNamespaces?(context: Pick<ClusterContext<C>, 'platform' | 'cluster' | 'options'>): readonly NamespaceClaim[];
  /** What goes wrong with this system elsewhere and how Plinth keeps it from going wrong, a sentence each; the reference page shows them. */
  readonly pitfalls: readonly string[];
  /** In order: each stage comes after the one before it. */
  readonly stages: { readonly [S in StageOf[C]]: Stage<C, StageId, StageId> };
  readonly gate?: Gate<C>;
  /** The copies that are made of what this component keeps; the runbook says how each is brought back. */
  backups?(context: CheckContext<C>): readonly Backup[];
  /** What the runbook asks of people once the platform runs. */
  upkeep?(context: CheckContext<C>): readonly Upkeep[];
  /** Lua that tells Argo CD the health of what it does not know, by `<group>_<Kind>`, or `<group>/*` for a whole group. */
  readonly health?: { readonly [groupAndKind: string]: string };
  /** Kinds that it makes by itself and in numbers, which Argo CD neither watches nor shows, nor ever applies. */
  readonly exclusions?: readonly ExcludedKinds[];
  /** How many requests a second Argo CD may send to a cluster with this component, whose many kinds it lists; 50 where nobody asks for more. */
  readonly requestsPerSecond?: number;
  /** Its pods that measure; whoever gathers metrics on the cluster sees them as `cluster.metrics`. */
  readonly metrics?: readonly MeasuredPods[];
  /** The DNS zones whose records it writes. */
  zones?(context: CheckContext<C>): readonly ZoneClaim[];
  /** What it needs at Google, which the platform's Terraform makes where there is one. */
  google?(context: CheckContext<C>): readonly GoogleNeed[];
  /** What people get wrong and the schema cannot say. */
  check?(context: CheckContext<C>): Iterable<Finding>;
}

/** Defines a component; the name decides which options, stages and neighbours its parts may use. */
export function defineComponent<C extends ComponentName>(component: Component<C>): Component<C> {
  return component;
}

/** Defines a stage of the component `C`. An undeclared neighbour or option is a type error. */
export function defineStage<C extends ComponentName, const N extends StageId = never, const A extends StageId = never>(
  _component: C,
  stage: Stage<C, N, A>,
): Stage<C, StageId, StageId> {
  return stage as Stage<C, StageId, StageId>;
}
