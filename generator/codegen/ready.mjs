// Runs before `npm start` and `npm test` on a fresh clone, and when Plinth is installed from git: it may use nothing but Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The time of the newest file below a path; a folder's own time tells of a file that was removed. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  const inside = stat.isDirectory()
    ? readdirSync(path).filter((name) => !['generated', 'fixtures'].includes(name))
    : [];
  return Math.max(stat.mtimeMs, ...inside.map((name) => newest(join(path, name))));
}

/** Runs npm here, whatever an outer `npm install --global` says. */
function npm(...words) {
  const outer = (name) => /^npm_config_(global|prefix|location)$/i.test(name);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer(name)));
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', words, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (status !== 0) process.exit(2);
}

if (newest(join(root, 'node_modules/.package-lock.json')) < newest(join(root, 'package-lock.json'))) {
  // no package here needs its install script, and none should run unseen
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
}
const sources = [
  'generator',
  'schema/base.yaml',
  'schema/app.yaml',
  'schema/site.yaml',
  'schema/kubernetes',
  'schema/kubernetes-core.json.br',
  'package-lock.json',
  'package.json',
];
const generated = existsSync(join(root, 'generator/generated/registry.ts')) ? Number.POSITIVE_INFINITY : 0;
const built = Math.min(newest(join(root, 'dist/plinth.cjs')), generated);
if (built < Math.max(...sources.map((source) => newest(join(root, source))))) npm('run', '--silent', 'build');
