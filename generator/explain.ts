import { codes } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import { explainCode } from './explain/code.ts';
import { explainComponent } from './explain/component.ts';
import { explainObject } from './explain/object.ts';
import { explainOption, type OptionSchema } from './explain/option.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';
import type { Source } from './read.ts';
import type { Registry } from './registry.ts';
import type { Tree } from './tree.ts';

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
  /** What would be generated from another text; undefined where that has errors. */
  readonly compiled: (text: string) => Tree | undefined;
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

/**
 * Explains a diagnostic by its code, an object by `kind/name`, a component or an option by its path. Undefined where the platform
 * has nothing of that name.
 */
export function explain(subject: string, platform: Explained, scope: Scope): Explanation | undefined {
  if (Object.hasOwn(codes, subject)) return explainCode(subject as keyof typeof codes, platform);
  if (subject.includes('/')) return explainObject(subject, platform, scope);
  if (Object.hasOwn(platform.registry.components, subject)) return explainComponent(subject, platform, scope);
  return explainOption(subject, platform);
}
