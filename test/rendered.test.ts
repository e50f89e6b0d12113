import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ChartSource, everyChart } from './rendered/chart.ts';
import { lockedCharts, putLocked } from './rendered/locked.ts';
import { plinth, type Run } from './support/cli.ts';
import { filesBelow } from './support/files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-rendered-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
delivery: rendered
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two:
    argocd: { hub: one }
    kubernetes: "1.34"
    components: { metrics-server: { replicas: 1 } }
components:
  metrics-server: {}
`;

/** A folder with a platform whose charts are locked, and a way to run Plinth in it with no cache but its own. */
async function scene(text = platform, chart: (name: string, version: string) => ChartSource = everyChart) {
  const folder = mkdtempSync(join(scratch, 'run-'));
  putLocked(folder, text, await lockedCharts(text, chart));
  const run = (...words: readonly string[]): Run =>
    plinth(words, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache'), HTTPS_PROXY: 'http://127.0.0.1:1' } });
  return { folder, run };
}

/** Which cluster-scoped objects a chart brings by reference, its component says; this one's brings none. */
const withoutKinds = (name: string, version: string): ChartSource =>
  Object.fromEntries(Object.entries(everyChart(name, version)).filter(([path]) => !path.includes('crds/')));

const expectRefusal = ({ code, out, err }: Run, ...lines: readonly string[]) => {
  expect(err).toBe('');
  for (const line of lines) expect(out).toContain(line);
  expect(out).toMatch(/\nnothing was written\n$/);
  expect(code).toBe(1);
};

describe('rendered delivery', () => {
  it('writes objects, verifies with nothing left to inflate, and needs neither engine nor bytes the second time', async () => {
    const { folder, run } = await scene();
    const first = run('generate');
    expect(first).toMatchObject({ code: 0, err: '' });
    const chart = join(folder, 'kustomize/metrics-server/install/chart');
    expect(readdirSync(chart)).toContain('custom-resource-definition-games.metrics-server.example.org.yaml');
    expect(readdirSync(chart).filter((file) => file.startsWith('pod-'))).toEqual([]);
    expect(readFileSync(join(chart, 'job-metrics-server-before.yaml'), 'utf8')).toContain(
      'helm.sh/hook: pre-install,pre-upgrade',
    );
    const deployment = readFileSync(join(chart, 'deployment-metrics-server.yaml'), 'utf8');
    expect(deployment).not.toMatch(/helm\.sh\/chart|creationTimestamp/);
    expect(run('verify', '--complete')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/ 0 skipped; .*; every chart inflated\n$/) as string,
    });
    rmSync(join(folder, 'cache/plinth/sha256'), { recursive: true });
    expect(run('generate')).toMatchObject({ code: 0, out: expect.stringContaining(' 0 written, 0 removed') as string });
    expect(run('generate', '--check').code).toBe(0);
  });

  it('gives the same bytes from another cache', async () => {
    const [one, other] = [await scene(), await scene()];
    one.run('generate');
    other.run('generate');
    const files = (folder: string) => filesBelow(join(folder, 'kustomize'));
    expect(files(one.folder).size).toBeGreaterThan(10);
    expect(files(one.folder)).toEqual(files(other.folder));
  });

  it('is chosen for a cluster or a component as well, and the tree says so there only', async () => {
    const byCluster = platform
      .replace('delivery: rendered\n', '')
      .replace('kubernetes: "1.34"\n', 'kubernetes: "1.34"\n    delivery: rendered\n');
    const { folder, run } = await scene(byCluster, withoutKinds);
    expect(run('generate')).toMatchObject({ code: 0 });
    const read = (path: string) => readFileSync(join(folder, 'kustomize/metrics-server/install', path), 'utf8');
    expect(read('chart/kustomization.yaml')).toContain('helmCharts:');
    expect(read('overlays/two/chart/kustomization.yaml')).toContain('deployment-metrics-server.yaml');
    expect(run('verify', '--complete')).toMatchObject({ code: 0 });
    const byComponent = await scene(platform.replace('metrics-server: {}', 'metrics-server: { delivery: reference }'));
    expect(byComponent.run('generate')).toMatchObject({ code: 0 });
    expect(
      readFileSync(join(byComponent.folder, 'kustomize/metrics-server/install/chart/kustomization.yaml'), 'utf8'),
    ).toContain('helmCharts:');
  });

  it('refuses what is not locked, or not at hand', async () => {
    const { folder, run } = await scene();
    rmSync(join(folder, 'cache/plinth/sha256'), { recursive: true });
    expectRefusal(
      run('generate'),
      'platform.yaml:13:3 error not-locked',
      'its bytes are not in the cache',
      '→ run `plinth lock`',
    );
    rmSync(join(folder, 'platform.lock'));
    expectRefusal(run('generate'), 'is to be rendered, and is not in platform.lock');
    // comparing the lock is what shows the way out: it may not need one itself
    expect(run('lock', '--check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('metrics-server 3.13.1') as string,
    });
  });
});
