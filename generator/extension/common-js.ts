import { posix } from 'node:path';
import { transform } from 'sucrase';
import type { Diagnostic } from '../diagnostic.ts';
import { broken } from './broken.ts';
import type { ExtensionSource } from './extension-source.ts';

type Modules = readonly (readonly [file: string, code: string])[];

/** The TypeScript of an extension as CommonJS that Node runs; types are taken out and not looked at, lines stay where they were. */
export function commonJs({ folder, files = new Map() }: ExtensionSource): {
  readonly modules: Modules;
  readonly diagnostics: readonly Diagnostic[];
} {
  const sources = [...files].filter(([path]) => path.endsWith('.ts'));
  const made = sources.map(([path, text]) => moduleOf(posix.join(folder, path), text));
  return {
    modules: made.flatMap((each) => ('code' in each ? [[each.file, each.code] as const] : [])),
    diagnostics: made.flatMap((each) => ('problem' in each ? [each.problem] : [])),
  };
}

function moduleOf(file: string, text: string): { file: string; code: string } | { problem: Diagnostic } {
  try {
    const { code } = transform(text, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      filePath: file,
    });
    return { file, code };
  } catch (error) {
    return { problem: syntaxProblem(file, (error as Error).message) };
  }
}

function syntaxProblem(file: string, message: string): Diagnostic {
  const [, line = '1', column = '1'] = message.match(/\((\d+):(\d+)\)$/) ?? [];
  const what = message.replace(/^Error transforming .*?: /, '').replace(/ \(\d+:\d+\)$/, '');
  return broken(file, `it is not TypeScript: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, {
    position: { line: Number(line), column: Number(column) },
  });
}
