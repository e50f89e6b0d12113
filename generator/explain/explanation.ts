import type { Diagnostic } from '../diagnostic.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import type { Source } from '../read.ts';
import type { Registry } from '../registry.ts';
import type { Tree } from '../tree.ts';
import type { OptionSchema } from './option-schema.ts';

/** A platform that was compiled without errors, and the means to look further. */
export interface Explained {
  readonly source: Source;
  readonly model: Model;
  readonly objects: Objects;
  readonly tree: Tree;
  readonly diagnostics: readonly Diagnostic[];
  readonly registry: Registry;
  /** The schema of platform.yaml. */
  readonly schema: OptionSchema;
  /** What would come of another text; no tree where that has errors, or takes charts that are not rendered yet. */
  readonly compiled: (text: string) => { readonly tree?: Tree; readonly diagnostics: readonly Diagnostic[] };
}

/** An answer: its lines for people, and the same as data. */
export interface Explanation {
  readonly lines: readonly string[];
  readonly facts: object;
}

/** What of the platform a question is about. */
export interface Scope {
  readonly cluster?: string;
  readonly namespace?: string;
}
