import { redacted } from '../credential.ts';
import { Failure } from '../failure.ts';
import { isColoured, painter } from './print/colours.ts';
import { printable } from './print/printable.ts';

/** Says why Plinth could not do its work, without a stack trace, and gives exit code 2. */
export function fail(error: unknown, format: 'text' | 'json'): number {
  const failure = failureOf(error);
  const { message, hint } = failure;
  if (format === 'json') process.stdout.write(`${JSON.stringify({ failure }, null, 2)}\n`);
  else
    process.stderr.write(
      `${painter(isColoured(process.stderr))('red', 'plinth:')} ${message}\n${hint === undefined ? '' : `  → ${hint}\n`}`,
    );
  if (process.env['PLINTH_DEBUG'] !== undefined) process.stderr.write(`${shown(String((error as Error).stack))}\n`);
  return 2;
}

/** What a Failure says, or that anything else is a bug; without credentials. */
export function failureOf(error: unknown): { readonly message: string; readonly hint?: string } {
  const { message, hint } = error instanceof Failure ? error : unexpected(error);
  return { message: shown(message), ...(hint === undefined ? {} : { hint: shown(hint) }) };
}

/** A text of several lines without credentials and control characters. */
function shown(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(redacted(line)))
    .join('\n');
}

function unexpected(error: unknown): { message: string; hint: string } {
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `a bug: ${message}`,
    hint: 'nothing was written. Set PLINTH_DEBUG=1 to see where, and please report it with your platform.yaml',
  };
}
