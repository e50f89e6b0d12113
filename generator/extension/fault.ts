import type { Diagnostic } from '../diagnostic.ts';
import { Failure } from '../failure.ts';

const known = new WeakMap<object, Diagnostic>();

/** An error to throw that stands for a problem of an extension. */
export function fault(diagnostic: Diagnostic): Failure {
  const place = diagnostic.position === undefined ? '' : `:${diagnostic.position.line}`;
  const failure = new Failure(`${diagnostic.file ?? ''}${place}: ${diagnostic.message}`, diagnostic.hint);
  known.set(failure, diagnostic);
  return failure;
}

/** The problem of an extension that an error stands for; undefined where it is another error. */
export function faultOf(error: unknown): Diagnostic | undefined {
  return typeof error === 'object' && error !== null ? known.get(error) : undefined;
}
