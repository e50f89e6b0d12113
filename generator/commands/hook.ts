import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import type { Tree } from '../tree.ts';
import { type WriteResult, write } from '../write.ts';
import { compileOnce } from './compile/compile-once.ts';
import { foldersInGit } from './extensions/extension-files.ts';
import { folderOf } from './extensions/may-extend.ts';
import { git } from './git.ts';
import { type Invocation, rootOf } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';

interface HookFlags extends Invocation {
  readonly install?: boolean;
}

/** `plinth hook`: before a commit, writes the tree of the *staged* platform.yaml and stages it; with `--install`, makes git run it. */
export async function runHook(flags: HookFlags): Promise<number> {
  const root = rootOf(flags);
  if (flags.install === true) return install(root, flags);
  const staged = stagedText(flags.platform, root);
  if (staged === undefined) return done(flags, { staged: 0 }, `${flags.platform} is not staged: nothing to generate\n`);
  const compilation = await compileOnce(staged, flags.platform, root, foldersInGit(folderOf(flags.platform)));
  if (compilation.tree === undefined) {
    printOutcome(
      flags,
      compilation,
      {},
      `the staged ${flags.platform} has errors: nothing was written, nothing is committed\n`,
    );
    return 1;
  }
  const result = write(compilation.tree, root);
  if (result.kept.length > 0) return handEdited(flags, result);
  const replaced = stagedOtherwise(result, root);
  stage(compilation.tree, root);
  const differs = readFileSync(flags.platform).equals(staged) ? '' : unstaged(flags.platform);
  printOutcome(
    flags,
    compilation,
    { staged: compilation.tree.size, replaced },
    `${differs}${replaced.map(lost).join('')}${compilation.tree.size} generated files are staged\n`,
  );
  return 0;
}

function done({ format }: HookFlags, result: object, text: string): number {
  process.stdout.write(format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : text);
  return 0;
}

/** Generated files that were staged with another content, which the tree has just replaced; sorted. */
function stagedOtherwise({ drifted, stale }: WriteResult, root: string): readonly string[] {
  const names = git(['diff', '--cached', '--name-only', '-z', '--relative'], root).toString();
  const staged = new Set(names.split('\0'));
  return [...drifted, ...stale].filter((path) => staged.has(path)).sort();
}

function lost(path: string): string {
  return `replaced ${path}, which was staged with another content; what is to stay belongs in platform.yaml\n`;
}

function unstaged(file: string): string {
  return `${file} has changes that are not staged; the tree is that of the staged version. Run \`plinth generate\` to see the other\n`;
}

function handEdited(flags: HookFlags, { kept }: WriteResult): number {
  const lines = kept.map((path) => `  ${path}\n`).join('');
  done(
    flags,
    { kept },
    `changed by hand, and in no commit:\n${lines}change platform.yaml instead; \`plinth generate --force\` gives these changes up\n`,
  );
  return 1;
}

function stagedText(platform: string, root: string): Buffer | undefined {
  const top = git(['rev-parse', '--show-toplevel'], root).toString().trim();
  const path = relative(top, resolve(platform)).replaceAll('\\', '/');
  const listed = git(['ls-files', '--stage', '--', `:/${path}`], root).toString();
  return listed === '' ? undefined : git(['show', `:${path}`], root);
}

function stage(tree: Tree, root: string): void {
  const known = new Set(git(['ls-files', '-z', '--', 'kustomize', 'clusters'], root).toString().split('\0'));
  const gone = [...known].filter((path) => path !== '' && !tree.has(path) && !existsSync(join(root, path)));
  git(['add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'], root, [...tree.keys(), ...gone].join('\0'));
}

const script = `#!/bin/sh
# Installed by Plinth: regenerates the tree of the staged platform.yaml and stages it.
cd "$(git rev-parse --show-toplevel)" || exit 2
if [ -f generator/codegen/ready.mjs ]; then node generator/codegen/ready.mjs || exit 2; exec node dist/plinth.cjs hook; fi
exec npx --no-install plinth hook
`;

function install(root: string, flags: HookFlags): number {
  const folder = resolve(root, git(['rev-parse', '--git-path', 'hooks'], root).toString().trim());
  const file = join(folder, 'pre-commit');
  if (existsSync(file) && !readFileSync(file, 'utf8').includes('Installed by Plinth')) {
    throw new Failure(`${file} exists and is not Plinth's`, 'add the line `npx --no-install plinth hook` to it');
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, script, { mode: 0o755 });
  return done(flags, { installed: file }, `${file} regenerates the tree at every commit\n`);
}
