import type { Diagnostic } from '../diagnostic.ts';
import { faultOf } from './fault.ts';

/** What the work gives, or what `otherwise` makes of the problem of an extension that ended it. */
export function orFault<R>(work: () => R, otherwise: (problem: Diagnostic) => R): R {
  try {
    return work();
  } catch (error) {
    const problem = faultOf(error);
    if (problem === undefined) throw error;
    return otherwise(problem);
  }
}
