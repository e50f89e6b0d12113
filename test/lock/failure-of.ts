import { expect } from 'vitest';
import { Failure } from '../../generator/failure.ts';

/** Why a promise fails: message and hint of its Failure. Anything else it does fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Failure);
  const { message, hint } = outcome as Failure;
  return hint === undefined ? message : `${message} → ${hint}`;
}
