import type { Code } from './codes.ts';

/** A path into platform.yaml: keys and list indexes from the top. */
export type Path = readonly (string | number)[];

/** A place in a text file: `line` and `column` count from 1, `column` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Another place that a reader needs to understand a diagnostic. */
export interface Related {
  readonly message: string;
  readonly path?: Path;
  readonly position?: Position;
}

/** `error` stops the compiler before anything is written; `warning` does not. */
export type Severity = 'error' | 'warning';

/** A problem, as a value. A pass says *what* and at which `path`; where that is in the file is found once, by `locate`. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** What is wrong, in one sentence, with the value. */
  readonly message: string;
  /** The component it is about, and the clusters on which it is so; sorted. */
  readonly component?: string;
  readonly clusters?: readonly string[];
  /** What to do about it. */
  readonly hint?: string;
  /** Where in platform.yaml; the position is the key's when `at` is `key`. */
  readonly path?: Path;
  readonly at?: 'key' | 'value';
  /** The file of `position`; absent for platform.yaml. */
  readonly file?: string;
  readonly position?: Position;
  readonly related?: readonly Related[];
}

/** Whether any of the diagnostics stops the compiler. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
