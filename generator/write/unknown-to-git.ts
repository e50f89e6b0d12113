import { Failure } from '../failure.ts';

// Set by git for its hooks; they would make git answer for another repository than the one around the root.
const local = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'];

/** Those of `paths` (regular files, relative to `root`) whose content git does not have as a blob: neither committed nor staged, here or on any branch. */
export function unknownToGit(paths: readonly string[], root: string): readonly string[] {
  const asked = paths.filter((path) => !path.includes('\n') && !path.startsWith('"'));
  // With git's own filters, so that a checkout with other line ends is still git's.
  const ids = lines(git(['-c', 'core.safecrlf=false', 'hash-object', '--stdin-paths'], asked, root));
  const answers = lines(git(['cat-file', '--batch-check'], ids, root));
  const known = new Set(asked.filter((_, index) => / blob \d+$/.test(answers[index] ?? '')));
  return paths.filter((path) => !known.has(path));
}

function git(words: readonly string[], input: readonly string[], root: string): string {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
  for (const name of local) delete env[name];
  const text = input.map((line) => `${line}\n`).join('');
  // Not imported: few runs have to ask git, and loading it takes time.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const run = spawnSync('git', words, { cwd: root, input: text, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.error === undefined && run.status === 0) return run.stdout;
  // Where git says why itself, the error is only that it did not listen.
  const said = run.stderr?.trim() || run.error?.message;
  throw cannotAsk(said ?? `git ended with ${run.signal ?? run.status}`);
}

function cannotAsk(reason: string): Failure {
  return new Failure(
    `cannot ask git whether it has the files that would be overwritten: ${reason}`,
    'Nothing was changed. Make git work here, or use --force to overwrite them.',
  );
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
