import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyChart } from './rendered/chart.ts';
import { renderedFleet } from './rendered/fleet.ts';
import { lockedCharts, putLocked } from './rendered/locked.ts';
import { repository } from './support/cli.ts';
import { filesBelow } from './support/files.ts';
import { nodeOf } from './support/node-of.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-anywhere-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Files = ReturnType<typeof filesBelow>;

/** What `generate` writes in a new folder that has nothing but the charts. */
function treeBy(...node: readonly string[]): Files {
  const folder = mkdtempSync(join(scratch, 'run-'));
  cpSync(join(scratch, 'locked'), folder, { recursive: true });
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const [command = '', ...words] = [...node, join(repository, 'dist/plinth.cjs'), 'generate'];
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' });
  expect({ status, stderr, stdout: status === 0 ? '' : stdout }).toEqual({ status: 0, stderr: '', stdout: '' });
  return filesBelow(join(folder, 'kustomize'));
}

let here: Files;
beforeAll(async () => {
  // two versions of Kubernetes: each chart is rendered for both, enough for a second engine
  const text = renderedFleet(2).replace('1.34.2', '1.33.1');
  mkdirSync(join(scratch, 'locked'));
  putLocked(join(scratch, 'locked'), text, await lockedCharts(text, everyChart));
  here = treeBy(process.execPath);
}, 120_000);

describe('what is rendered has the same bytes', () => {
  it.each([22, 24])('with Node %i', { timeout: 120_000 }, (major) => {
    const node = nodeOf(major);
    if ('missing' in node) throw new Error(node.missing);
    expect(here.size).toBeGreaterThan(300);
    expect(treeBy(node.path)).toEqual(here);
  });

  const canPin = spawnSync('taskset', ['--version']).status === 0 && availableParallelism() > 1;
  it.skipIf(!canPin)('with one engine in place of two', { timeout: 120_000 }, () => {
    expect(treeBy('taskset', '-c', '0', process.execPath)).toEqual(here);
  });
});
