import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A Node of another major, from npm's package of that name; or why it cannot be had. */
export function nodeOf(major: number): { readonly path: string } | { readonly missing: string } {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'plinth-tools', `node-${major}`);
  const path = join(folder, 'node_modules/node/bin/node');
  if (existsSync(path)) return { path };
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `node@${major}`];
  const { stderr } = spawnSync('npm', words, { encoding: 'utf8', cwd: homedir() });
  return existsSync(path) ? { path } : { missing: `npm install node@${major}: ${stderr.trim().split('\n').at(-1)}` };
}
