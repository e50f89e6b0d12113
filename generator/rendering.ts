import type { Code } from './codes.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import { type Artefact, artefactsOf, nameOf } from './lock.ts';
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
export const nothingLocked: RenderLookup = ({ upstream }) => ({
  problems: artefactsOf(upstream).map((each) => notLocked(each)),
});

/** What is said of an artefact whose bytes are not at hand. */
export function notLocked(artefact: Artefact, what = 'is not in platform.lock'): RenderProblem {
  return {
    code: 'not-locked',
    message: `${nameOf(artefact)} is to be rendered, and ${what}`,
    hint: 'run `plinth lock`, and commit platform.lock; or choose `delivery: reference`',
  };
}
