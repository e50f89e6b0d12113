import type { Diagnostic } from './diagnostic.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';
import type { Registry } from './registry.ts';

/** What a check over the whole platform sees: everything that will be written, and how it came to be. */
export interface Platformwide {
  readonly model: Model;
  readonly objects: Objects;
  readonly registry: Registry;
}

/** A check over the whole platform: one file in generator/checks, one definition. */
export interface Check {
  /** What it makes sure of, in one sentence. */
  readonly summary: string;
  run(platform: Platformwide): Iterable<Diagnostic>;
}
