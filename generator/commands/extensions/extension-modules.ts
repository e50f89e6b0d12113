import { posix } from 'node:path';
import { Script } from 'node:vm';
import { broken } from '../../extension/broken.ts';
import type { CompiledExtensions } from '../../extension/compiled-extensions.ts';
import { fault } from '../../extension/fault.ts';

/** What a CommonJS module exports, by name. */
export type Exports = { readonly [name: string]: unknown };

type Require = (name: string) => unknown;

/** Runs a text as a CommonJS module. */
export function runModule(code: string, file: string, require: Require): Exports {
  const module = { exports: {} };
  run(code, file, require, module);
  return module.exports;
}

function run(code: string, file: string, require: Require, module: { exports: Exports }): void {
  const script = new Script(`(function (exports, require, module) {${code}\n})`, { filename: file });
  script.runInThisContext()(module.exports, require, module);
}

/** Runs modules of extensions, each once and when it is first asked for. They may import each other, and `plinth`. */
export function moduleRunner(modules: CompiledExtensions['modules'], plinth: unknown): (file: string) => Exports {
  const started = new Map<string, { exports: Exports }>();
  const load = (file: string): Exports => {
    const known = started.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    started.set(file, module);
    run(modules[file] ?? '', file, (name) => (name === 'plinth' ? plinth : load(target(file, name))), module);
    return module.exports;
  };
  const target = (file: string, name: string): string => {
    const path = posix.join(posix.dirname(file), name);
    const found = name.startsWith('.')
      ? [path, path.replace(/\.js$/, '.ts')].find((each) => isModule(each))
      : undefined;
    if (found === undefined) throw fault(unknownImport(file, name, modules[file] ?? ''));
    return found;
  };
  const isModule = (file: string) => Object.hasOwn(modules, file);
  return load;
}

function unknownImport(file: string, name: string, code: string) {
  const line = code.split('\n').findIndex((each) => each.includes(`'${name}'`) || each.includes(`"${name}"`)) + 1;
  const message = name.startsWith('.')
    ? `it imports \`${name}\`, and the extension has no such file`
    : `it imports \`${name}\`; a component imports its own files and \`plinth\`, so that all that it depends on is in its folder`;
  return broken(file, message, { position: { line: Math.max(1, line), column: 1 } });
}
