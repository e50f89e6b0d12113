import type { NamedApp } from '../app.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';

/** What the check of one app on one cluster sees. */
export interface AppContext {
  readonly app: NamedApp;
  /** Whether a site is what it is made from, and so all that a person may change of it. */
  readonly isSite: boolean;
  readonly cluster: ClusterModel;
  readonly platform: PlatformFacts;
  /** Whose its namespace is, where that is something else's. */
  readonly owner?: string;
  /** All that is made of it there. */
  readonly objects: readonly KubernetesObject[];
}
