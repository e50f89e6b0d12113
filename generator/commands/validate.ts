import { hasErrors } from '../diagnostic.ts';
import { analyseFile } from './compile/compile-file.ts';
import type { Invocation } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';

/** `plinth validate`: prints every diagnostic; 1 when one is an error. */
export async function runValidate(flags: Invocation): Promise<number> {
  const analysis = await analyseFile(flags);
  const code = hasErrors(analysis.diagnostics) ? 1 : 0;
  printOutcome(flags, analysis, {}, code === 0 ? `${flags.platform}: valid\n` : '');
  return code;
}
