// Runs before `npm start` and `npm test` on a fresh clone, so it may use nothing but Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const newest = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  const inside = stat.isDirectory()
    ? readdirSync(path).filter((name) => name !== 'generated' && name !== 'fixtures')
    : [];
  // a folder's own time tells of a file that was removed
  return Math.max(stat.mtimeMs, ...inside.map((name) => newest(join(path, name))));
};
const run = (command, words) => {
  const { status } = spawnSync(command, words, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(2);
};

if (newest(join(root, 'node_modules/.package-lock.json')) < newest(join(root, 'package-lock.json'))) {
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
const sources = ['generator', 'schema/base.yaml', 'schema/kubernetes', 'package-lock.json', 'package.json'];
const built = Math.min(
  newest(join(root, 'dist/plinth.cjs')),
  existsSync(join(root, 'generator/generated/registry.ts')) ? Infinity : 0,
);
if (built < Math.max(...sources.map((source) => newest(join(root, source))))) run('npm', ['run', '--silent', 'build']);
