import plinth from '../../../package.json' with { type: 'json' };
import type { Diagnostic } from '../../diagnostic.ts';
import type { Compilation } from '../../index.ts';
import type { Invocation } from '../invocation.ts';
import { isColoured } from './colours.ts';
import { githubDiagnostics, sarifDiagnostics } from './print-annotations.ts';
import { countDiagnostics, jsonDiagnostics, textDiagnostics } from './print-diagnostics.ts';

/** Prints what a command came to: as data its diagnostics and `result`, for people every diagnostic, their count, and `text`; for code hosts the diagnostics as they show them. */
export function printOutcome(
  flags: Invocation,
  { text: source, diagnostics }: Pick<Compilation, 'text' | 'diagnostics'>,
  result: object,
  text: string,
): void {
  const printing = { file: fileName(flags), text: source, isColoured: isColoured(process.stdout) };
  const { format } = flags;
  if (format === 'github') process.stdout.write(`${githubDiagnostics(diagnostics, printing.file)}${text}`);
  else if (format === 'sarif')
    process.stdout.write(`${JSON.stringify(sarifDiagnostics(diagnostics, printing.file, plinth.version), null, 2)}\n`);
  else if (format === 'text') process.stdout.write(`${report(diagnostics, printing)}${text}`);
  else
    process.stdout.write(
      `${JSON.stringify({ diagnostics: jsonDiagnostics(diagnostics, printing), ...result }, null, 2)}\n`,
    );
}

/** The platform's file as messages call it. */
export function fileName({ platform }: Invocation): string {
  return platform === '-' ? 'standard input' : platform;
}

function report(
  diagnostics: readonly Diagnostic[],
  printing: { readonly file: string; readonly text: string; readonly isColoured: boolean },
): string {
  if (diagnostics.length === 0) return '';
  return `${textDiagnostics(diagnostics, printing)}\n${countDiagnostics(diagnostics)}\n`;
}
