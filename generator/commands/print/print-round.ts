import type { Compilation } from '../../index.ts';
import type { WriteResult } from '../../write.ts';
import { failureOf } from '../fail.ts';
import type { Invocation } from '../invocation.ts';
import { isColoured } from './colours.ts';
import { countDiagnostics, jsonDiagnostics, textDiagnostics } from './print-diagnostics.ts';
import { fileName } from './print-outcome.ts';

/** What came of a save; without `result`, nothing was to be written. */
export type Round =
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | {
      readonly kind: 'compiled';
      readonly compilation: Compilation;
      readonly result?: WriteResult;
      readonly ms: number;
    };

/** How `plinth watch` says what came of each save: a line, with what is wrong before it where that was not said of the save before; as data, one JSON document a line. That it goes on waiting is said once. */
export function roundPrinter(flags: Invocation & { readonly check?: boolean }): (round: Round) => void {
  const textOf = flags.format === 'json' ? (round: Round) => JSON.stringify(dataOf(round, flags)) : textPrinter(flags);
  let said = '';
  return (round) => {
    const text = textOf(round);
    if (round.kind === 'compiled' || text !== said) process.stdout.write(`${text}\n`);
    said = text;
  };
}

function textPrinter(flags: Invocation & { readonly check?: boolean }): (round: Round) => string {
  let warned = '';
  return (round) => {
    if (round.kind === 'missing') return `${flags.platform}: there is no such file; waiting for it`;
    if (round.kind === 'failed') return failed(round.error);
    const { compilation, result } = round;
    const printing = { file: fileName(flags), text: compilation.text, isColoured: isColoured(process.stdout) };
    const diagnostics = textDiagnostics(compilation.diagnostics, printing);
    const isKnown = result !== undefined && diagnostics === warned;
    warned = diagnostics;
    return `${isKnown || diagnostics === '' ? '' : `${diagnostics}\n`}${lineOf(round, flags)}`;
  };
}

function failed(error: unknown): string {
  const { message, hint } = failureOf(error);
  return `plinth: ${message}${hint === undefined ? '' : `\n  → ${hint}`}\nwaiting, and trying again`;
}

type Compiled = Round & { readonly kind: 'compiled' };

function lineOf(
  { compilation, result, ms }: Compiled,
  { platform, check }: { platform: string; check?: boolean },
): string {
  const count = countDiagnostics(compilation.diagnostics);
  const parts = result === undefined ? ['nothing was written'] : check === true ? drift(result) : changes(result);
  return `${platform}: ${[count, ...parts].filter((part) => part !== '').join(', ')} (${Math.round(ms)} ms)`;
}

function changes({ written, removed, kept, unchanged }: WriteResult): readonly string[] {
  const parts = [named('wrote', written), named('removed', removed)].filter((part) => part !== '');
  const left = kept.length === 0 ? [] : [`${named('kept', kept)} as changed by hand`];
  return [...(parts.length === 0 ? [`all ${unchanged} files as they are`] : parts), ...left];
}

function drift({ missing, drifted, stale, unchanged }: WriteResult): readonly string[] {
  const parts = [named('missing', missing), named('drifted', drifted), named('stale', stale)].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? [`all ${unchanged} files as it says`] : parts;
}

/** `wrote kustomize/vault/install/chart/values.yaml and 2 more` */
function named(verb: string, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return '';
  return `${verb} ${first}${rest.length === 0 ? '' : ` and ${rest.length} more`}`;
}

function dataOf(round: Round, flags: Invocation): object {
  if (round.kind === 'missing') return { missing: flags.platform };
  if (round.kind === 'failed') return { failure: failureOf(round.error) };
  const { compilation, result, ms } = round;
  const diagnostics = jsonDiagnostics(compilation.diagnostics, { file: fileName(flags), text: compilation.text });
  return { diagnostics, ...result, milliseconds: Math.round(ms) };
}
