import type { ExcludedKinds, MeasuredPods } from './component.ts';
import type { Path } from './diagnostic.ts';
import type { Access, App, Cni, ComponentName, Nodes, Omni, StageId, Terraform } from './generated/options.ts';
import type { DeclaredSecret } from './secret.ts';
import type { PlacedSite } from './site.ts';

/** An app that a team looks after, on one of its clusters. */
export interface TeamApp {
  readonly app: string;
  readonly team: string;
  readonly cluster: string;
  /** Whether it has a project of its own, under the name of its Application. */
  readonly hasOwnProject: boolean;
}

/** What holds for the whole platform, whatever the cluster. */
export interface PlatformFacts {
  readonly name: string;
  readonly domain: string;
  readonly git: { readonly url: string; readonly revision: string };
  readonly delivery: 'reference' | 'rendered';
  readonly access?: Access;
  /** Every app that a team looks after, on each of its clusters, sorted. */
  readonly teamApps: readonly TeamApp[];
  /** Where Terraform keeps what it knows, where the platform has it. */
  readonly terraform?: Terraform;
  /** Every cluster, sorted by name. */
  readonly clusters: readonly {
    readonly name: string;
    readonly isHub: boolean;
    readonly kubernetes: string;
    /** The cluster inside which it runs, where it has no machines of its own. */
    readonly host?: string;
    /** Whether it says that its network policies are enforced: inside another cluster, that one is handed them. */
    readonly networkPolicies: boolean;
  }[];
  /** Lua by `<group>_<Kind>`: of every kind that an enabled component emits and Argo CD does not know. */
  readonly health: { readonly [groupAndKind: string]: string };
  /** Kinds of enabled components that Argo CD leaves alone. */
  readonly exclusions: readonly ExcludedKinds[];
  /** The most that an enabled component asks of Argo CD, where one does. */
  readonly requestsPerSecond?: number;
}

/** What holds for one cluster. */
export interface ClusterFacts {
  readonly name: string;
  /** The cluster whose Argo CD manages this one; the cluster's own name on the hub. */
  readonly hub: string;
  readonly isHub: boolean;
  /** The cluster inside which this one runs, where it has no machines of its own. */
  readonly host?: string;
  readonly kubernetes: string;
  /** How charts reach it, where it says so itself. */
  readonly delivery?: 'reference' | 'rendered';
  readonly domain: string;
  readonly nodes: Nodes;
  /** How Omni makes it, where the platform says so. */
  readonly omni?: Omni;
  readonly cni: Cni;
  /** Every secret that a stage on this cluster declares, in stage order. */
  readonly secrets: readonly DeclaredSecret[];
  /** The repository of each site that runs there, of which its namespace has GitHub tokens; sorted by namespace. */
  readonly gitHubTokens: readonly { readonly namespace: string; readonly repository: string }[];
  /** What the enabled components measure, with the namespaces it is in; sorted by component. */
  readonly metrics: readonly (MeasuredPods & { readonly namespace: string })[];
}

/** One stage on one cluster, with its place in the order. */
export interface PlacedStage {
  readonly id: StageId;
  readonly component: ComponentName;
  readonly stage: string;
  readonly wave: number;
  /** The stages that come before it on this cluster, sorted. */
  readonly before: readonly StageId[];
}

/** One cluster of the platform. */
export interface ClusterModel {
  readonly facts: ClusterFacts;
  readonly enabled: ReadonlyMap<ComponentName, unknown>;
  /** The options of each app that runs there, by name. */
  readonly apps: ReadonlyMap<string, App>;
  /** By wave, then by name. */
  readonly stages: readonly PlacedStage[];
}

/** The platform, resolved: which stage goes where, in what order, with which options. */
export interface Model {
  readonly facts: PlatformFacts;
  /** The platform-wide options of each component whose block at the top can stand alone: what `base/` is built from. */
  readonly base: ReadonlyMap<ComponentName, unknown>;
  /** The options of each app as far as they are the same everywhere; none where they cannot stand alone. */
  readonly baseApps: ReadonlyMap<string, App>;
  /** Every site on each of its clusters, sorted by name, then by cluster. On a cluster where it runs, it is one of the apps too. */
  readonly sites: readonly PlacedSite[];
  readonly clusters: readonly ClusterModel[];
  /** Where in platform.yaml an option of a component on a cluster was decided. */
  readonly origin: (cluster: string, component: ComponentName, path?: Path) => Path;
  /** The same for an option of an app; of a site, the option of the site that it follows from. */
  readonly appOrigin: (cluster: string, app: string, path?: Path) => Path;
  /** The same for an option that a site has itself. */
  readonly siteOrigin: (cluster: string, site: string, path?: Path) => Path;
}
