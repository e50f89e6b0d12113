import { hasErrors } from '../diagnostic.ts';
import type { Compilation } from '../index.ts';
import { analyseFile, type Invocation } from './invocation.ts';
import { countDiagnostics, jsonDiagnostics, textDiagnostics } from './print-diagnostics.ts';

/** `plinth validate`: prints every diagnostic; 1 when one is an error. */
export function runValidate(flags: Invocation): number {
  const compilation = analyseFile(flags);
  const code = hasErrors(compilation.diagnostics) ? 1 : 0;
  if (flags.format === 'json')
    process.stdout.write(
      `${JSON.stringify({ diagnostics: jsonDiagnostics(compilation.diagnostics, printing(flags, compilation)) }, null, 2)}\n`,
    );
  else process.stdout.write(`${report(flags, compilation)}${code === 0 ? `${flags.platform}: valid\n` : ''}`);
  return code;
}

/** Every diagnostic and their count, for people; empty when there is none. */
export function report(flags: Invocation, compilation: Compilation): string {
  if (compilation.diagnostics.length === 0) return '';
  const text = textDiagnostics(compilation.diagnostics, printing(flags, compilation));
  return `${text}\n${countDiagnostics(compilation.diagnostics)}\n`;
}

/** What printing a compilation's diagnostics takes. */
export function printing(flags: Invocation, { text }: Compilation): { readonly file: string; readonly text: string } {
  return { file: flags.platform === '-' ? 'standard input' : flags.platform, text };
}
