import { Failure } from '../failure.ts';

/** What the work gives. An error that nothing foresaw is a Failure that says where to look first: with the extensions, which only `tsc` holds against their types. */
export function blamed<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `with these extensions it does not go on: ${error instanceof Error ? error.message : String(error)}`,
      'nothing was written. An extension may give what its types refuse: run `tsc` over it. If that finds nothing, it is a bug; set PLINTH_DEBUG=1 to see where, and please report it',
      error,
    );
  }
}
