import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';

/** Diagnostics whose files, named from `base`, are named as people see them from where they are. */
export function placed(diagnostics: readonly Diagnostic[], base: string): readonly Diagnostic[] {
  return diagnostics.map((each) => (each.file === undefined ? each : { ...each, file: join(base, each.file) }));
}
