import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { repository } from './support/cli.ts';
import { nodeOf } from './support/node-of.ts';

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
