import type { Code } from './codes.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import type { Upstream } from './objects.ts';

/** What charts are told about a cluster. */
export interface Capabilities {
  readonly kubeVersion: string;
  readonly apiVersions?: readonly string[];
}

/** What is to become plain objects, and for what cluster; equal requests have equal answers under one lock. */
export interface RenderRequest {
  readonly upstream: Upstream;
  readonly capabilities: Capabilities;
}

/** What came of it: the objects, or why there are none. */
export type Rendering =
  | { readonly objects: readonly KubernetesObject[] }
  | { readonly problems: readonly RenderProblem[] };

/** Why something from upstream does not become objects. */
export interface RenderProblem {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

/** Answers a request at once from what is known; undefined while it still has to be rendered. */
export type RenderLookup = (request: RenderRequest) => Rendering | undefined;

/** Where no lock is at hand: nothing can be rendered. */
export const nothingLocked: RenderLookup = ({ upstream: { chart, manifests } }) => ({
  problems: [
    ...(chart === undefined ? [] : [notLocked(`chart ${chart.name} ${chart.version}`)]),
    ...manifests.map((url) => notLocked(`manifest ${url}`)),
  ],
});

/** What is said of an artefact, as people call it, whose bytes are not at hand. */
export function notLocked(name: string, what = 'is not in platform.lock'): RenderProblem {
  return {
    code: 'not-locked',
    message: `${name} is to be rendered, and ${what}`,
    hint: 'run `plinth lock`, and commit platform.lock; or choose `delivery: reference`',
  };
}
