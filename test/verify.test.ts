import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import { located } from '../generator/located.ts';
import { type Compiled, type OverlayVerdict, overlaysOf } from '../generator/verify/overlay.ts';
import { ownFiles } from '../generator/verify/overlay-files.ts';
import type { VerifyHost } from '../generator/verify/verify-host.ts';
import { verifyHub } from '../generator/verify/verify-hub.ts';
import { verifyOverlays } from '../generator/verify.ts';
import { loadEngine } from '../packages/kubeconform-wasm/src/index.ts';
import { plinth, repository } from './support/cli.ts';

const { tree = new Map(), model, objects, source } = compile(readFileSync(join(repository, 'platform.yaml')));
if (model === undefined || objects === undefined || source === undefined) throw new Error('platform.yaml has errors');
const compiled: Compiled = { tree, model, objects };
const engine = await loadEngine();
const host: VerifyHost = {
  width: 1,
  engine: (work) => work(engine),
  locked: () => undefined,
  given: { key: '', lookup: () => undefined },
  recall: (_, work) => work(),
};
const cache = mkdtempSync(join(tmpdir(), 'plinth-verify-'));
afterAll(async () => {
  await engine.close();
  rmSync(cache, { recursive: true });
});

/** The verdict on one overlay when the text of one file is another. */
async function verdictWith(
  id: string,
  cluster: string,
  path: string,
  change: (text: string) => string,
): Promise<OverlayVerdict> {
  const overlay = overlaysOf(compiled.objects, compiled.model).find(
    ({ stage, cluster: { facts } }) => `${stage.component}/${stage.name}` === id && facts.name === cluster,
  );
  const before = tree.get(path);
  if (overlay === undefined || before === undefined) throw new Error(`no ${id} on ${cluster}, or no ${path}`);
  expect(change(before)).not.toBe(before);
  const changed = { ...compiled, tree: new Map([...tree, [path, change(before)]]) };
  const [verdict] = await verifyOverlays([overlay], changed, host);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

const messages = ({ findings }: OverlayVerdict) => findings.map(({ message }) => message);

describe('a tree that is not what was meant', () => {
  const base = 'kustomize/mayastor/storage-classes/base';
  const overlay = 'kustomize/mayastor/storage-classes/overlays';

  it.each([
    [
      'another value',
      `${base}/storage-class-mayastor.yaml`,
      (text: string) => text.replace("repl: '2'", "repl: '3'"),
      'is built with another `parameters.repl`',
    ],
    [
      'a field too many',
      `${base}/storage-class-mayastor.yaml`,
      (text: string) => `${text}mountOptions:\n  - noatime\n`,
      'is built with another `mountOptions`',
    ],
    [
      'a missing object',
      `${base}/kustomization.yaml`,
      (text: string) => text.replace('  - storage-class-mayastor.yaml\n', ''),
      'StorageClass mayastor is not built',
    ],
    [
      'an object too many',
      `${overlay}/production/kustomization.yaml`,
      (text: string) => `${text}configMapGenerator:\n  - name: x\n`,
      'is built and not meant',
    ],
    [
      'a folder that is not there',
      `${overlay}/production/kustomization.yaml`,
      (text: string) => text.replace('../../base', '../../bass'),
      'Kustomize refuses it',
    ],
    [
      'text that is no YAML',
      `${base}/storage-class-mayastor.yaml`,
      (text: string) => `${text}: :\n`,
      'Kustomize refuses it',
    ],
  ])('%s', async (_, path, change, message) => {
    const verdict = await verdictWith('mayastor/storage-classes', 'production', path, change);
    expect(messages(verdict).join('\n')).toContain(message);
    for (const { position } of located(verdict.findings, source)) expect(position?.line).toBeGreaterThan(1);
  });

  it('a patch that says something else', async () => {
    const path = `${overlay}/staging/patch-storage-class-mayastor.yaml`;
    const verdict = await verdictWith('mayastor/storage-classes', 'staging', path, (text) =>
      text.replace("'1'", "'2'"),
    );
    expect(messages(verdict).join('\n')).toContain('is built with another `parameters.repl`');
  });
});

it('an overlay is built from its own files, so that another cluster’s edit asks for no new verdict', () => {
  const stage = objects.stages.find(({ component, name }) => component === 'vault' && name === 'install');
  if (stage === undefined) throw new Error('no vault/install');
  const paths = ownFiles(stage, 'staging', tree).map(([path]) => path);
  expect(paths).toContain('kustomize/vault/install/overlays/staging/chart/values.yaml');
  expect(
    paths.filter((path) => !path.includes('/overlays/staging/') && !/\/install\/(base|chart)\//.test(path)),
  ).toEqual([]);
});

it('a root that is left out', async () => {
  const path = 'clusters/production/kustomization.yaml';
  const changed = new Map([...tree, [path, (tree.get(path) ?? '').replace('  - ../staging\n', '')]]);
  expect(messages(await verifyHub({ ...compiled, tree: changed }, host)).join('\n')).toContain(
    'Application argocd/staging.platform is not built',
  );
});

describe('plinth verify', () => {
  const run = (...words: string[]) => plinth(['verify', ...words], { env: { XDG_CACHE_HOME: cache } });

  it('finds nothing in the shipped platform, skips nothing, and says what stood in', () => {
    const { code, out, err } = run();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^\d+ builds; \d+ objects verified by upstream schema, \d+ by contract, 0 skipped; \d+ rules asked, 0 not; (\d+) of \1 charts and manifests not inflated: altinity-clickhouse-operator /,
    );
    expect(run()).toEqual({ code, out, err });
  });

  it('knows a run that it has made, and no other', () => {
    const edited = (text: string) => {
      const file = join(cache, 'platform.yaml');
      writeFileSync(file, text);
      // beside this one there is no tree, which is said last
      return run('--platform', file).out.replace(/\d+ files on the disk.*\n$/, '');
    };
    const text = readFileSync(join(repository, 'platform.yaml'), 'utf8');
    const without = text.replace('  metrics-server: {}', '  metrics-server: { enabled: false }');
    expect(edited(text)).toBe(run().out);
    expect(edited(without)).not.toContain('metrics-server 3');
    expect(edited(without.replace('version: 1', 'version: 3'))).toContain('error');
    expect(edited(text)).toBe(run().out);
  });

  it('is not complete while a chart had a stand-in', () => {
    expect(run('--complete', '--component', 'vault').code).toBe(1);
    expect(run('--complete', '--component', 'kube-system').code).toBe(0);
  });

  it('looks at one cluster or component', () => {
    const all = JSON.parse(run('--format', 'json').out) as { overlays: number };
    const some = JSON.parse(run('--format', 'json', '--cluster', 'staging').out) as { overlays: number };
    expect(some.overlays).toBeGreaterThan(5);
    expect(some.overlays).toBeLessThan(all.overlays);
    expect(run('--cluster', 'stagin')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean `staging`?') as string,
    });
    expect(run('--component', 'valt')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean `vault`?') as string,
    });
  });
});
