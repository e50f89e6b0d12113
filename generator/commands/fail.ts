import { redacted } from '../credential.ts';
import { Failure } from '../failure.ts';
import { printable } from './printable.ts';

/** Says why Plinth could not do its work, without a stack trace, and gives exit code 2. */
export function fail(error: unknown, format: 'text' | 'json'): number {
  const failure = error instanceof Failure ? error : unexpected(error);
  const text = shown(failure.message);
  const hint = failure.hint === undefined ? undefined : shown(failure.hint);
  if (format === 'json')
    process.stdout.write(
      `${JSON.stringify({ failure: { message: text, ...(hint === undefined ? {} : { hint }) } }, null, 2)}\n`,
    );
  else process.stderr.write(`plinth: ${text}\n${hint === undefined ? '' : `  → ${hint}\n`}`);
  if (process.env['PLINTH_DEBUG'] !== undefined) process.stderr.write(`${String((error as Error).stack)}\n`);
  return 2;
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
