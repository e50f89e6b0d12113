import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './support/cli.ts';

/** A Node of another major, from npm's package of that name; or why it cannot be had. */
function nodeOf(major: number): { readonly path: string } | { readonly missing: string } {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'plinth-tools', `node-${major}`);
  const path = join(folder, 'node_modules/node/bin/node');
  if (existsSync(path)) return { path };
  const words = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `node@${major}`];
  const { stderr } = spawnSync('npm', words, { encoding: 'utf8', cwd: homedir() });
  return existsSync(path) ? { path } : { missing: `npm install node@${major}: ${stderr.trim().split('\n').at(-1)}` };
}

describe.each([22, 24])('Node %i', (major) => {
  const node = nodeOf(major);
  const missing = 'missing' in node ? node.missing : undefined;

  it.skipIf(missing !== undefined)(`generates the same tree ${missing ?? ''}`, () => {
    const words = ['dist/plinth.cjs', 'generate', '--check'];
    const run = spawnSync('path' in node ? node.path : '', words, { cwd: repository, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.stdout).toMatch(/\d+ files, all as platform.yaml says\n$/);
    expect(run.status).toBe(0);
  });
});
