import type { Violation } from '../../kubernetes/structural.ts';

/** A problem in a file, as `check:upstream` prints it. */
export interface Finding {
  /** Below the project's root. */
  readonly file: string;
  /** Within the file's document, joined by dots; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** A finding from what a validator says about a document of a file. */
export function finding(file: string, { path, message }: Violation): Finding {
  return { file, path: path.join('.'), message };
}
