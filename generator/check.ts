import type { Diagnostic } from './diagnostic.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';
import type { Registry } from './registry.ts';

/** What a check sees: everything that will be written within its reach, and how it came to be. */
export interface Platformwide {
  readonly model: Model;
  readonly objects: Objects;
  readonly registry: Registry;
  /** Of a part, what it is a part of: for the kinds that charts define on its cluster, and nothing else. */
  readonly around?: Objects;
}

/** A check over the whole platform: one file in generator/checks, one definition. */
export interface Check {
  /** What it makes sure of, in one sentence. */
  readonly summary: string;
  /**
   * How much it looks at together. It is asked for each `stage` of each cluster, for each `cluster`, or once for the `platform`, and sees no more than
   * that: where nothing was found in a part before, in this run or an earlier one, it is not asked again. A check of stages sees the options and facts of
   * the cluster, but its message must follow from the stage's content, the cluster's version of Kubernetes and the kinds that charts define there alone.
   */
  readonly reach: 'stage' | 'cluster' | 'platform';
  run(platform: Platformwide): Iterable<Diagnostic>;
}
