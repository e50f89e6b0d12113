import type { Diagnostic, Position } from '../diagnostic.ts';
import { broken } from './broken.ts';
import type { CompiledExtensions } from './compiled-extensions.ts';

type Modules = CompiledExtensions['modules'];

/** What an extension threw, at its line: the innermost of its modules that was running, or else `file`. */
export function thrown(error: unknown, what: string, modules: Modules, file: string): Diagnostic {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = syntaxPlace(stack, modules) ?? frame(stack, modules);
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return broken(place?.file ?? file, `${what}: ${message.split('\n')[0] ?? ''}`, place ?? {});
}

interface Place {
  readonly file: string;
  readonly position: Position;
}

/** V8 begins with the place of what it cannot compile, and has no frame for it. */
function syntaxPlace(stack: string, modules: Modules): Place | undefined {
  const [, file = '', line = ''] = stack.match(/^(\S.*):(\d+)$/m) ?? [];
  return Object.hasOwn(modules, file) ? placeIn(file, Number(line), modules) : undefined;
}

function frame(stack: string, modules: Modules): Place | undefined {
  const frames = [...stack.matchAll(/^\s+at (?:.*\()?(.+?):(\d+):\d+\)?$/gm)];
  const own = frames.find(([, file = '']) => Object.hasOwn(modules, file));
  return own === undefined ? undefined : placeIn(own[1] ?? '', Number(own[2]), modules);
}

/** The lines are those of the TypeScript, and the columns are not. */
function placeIn(file: string, line: number, modules: Modules): Place {
  const text = (modules[file] ?? '').split('\n')[line - 1] ?? '';
  return { file, position: { line, column: Math.max(1, text.search(/\S/) + 1) } };
}
