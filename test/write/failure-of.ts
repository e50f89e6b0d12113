import { Failure } from '../../generator/failure.ts';

/** What `action` fails with: message and hint in one text. */
export function failureOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure) return `${error.message}\n${error.hint}`;
    throw error;
  }
  throw new Error('it did not fail');
}
