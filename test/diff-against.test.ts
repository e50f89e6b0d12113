import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { plinth, type Run } from './support/cli.ts';
import { ownStyle } from './support/own-style.ts';

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34", cni: { networkPolicies: true } }
components:
  argocd: {}
  cert-manager: { email: sre@example.org }
  contour: {}
apps:
  shop:
    image: ghcr.io/example/shop:1.0.0
    port: 8080
    resources: { cpu: "1", memory: 1Gi }
    env: { LEVEL: debug }
    volumes: { uploads: { mountPath: /srv/uploads, size: 10Gi } }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-against-'));
  writeFileSync(join(folder, 'platform.yaml'), platform);
  expect(plinth(['generate'], { cwd: folder }).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(join(folder, 'legacy'), { recursive: true, force: true }));

/** Puts files below `legacy/` and compares the app with them. */
function run(files: Readonly<Record<string, string>>, ...words: readonly string[]): Run {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'legacy', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const before = readdirSync(folder, { recursive: true }).length;
  const done = plinth(['diff', '--against', 'legacy', '--stage', 'apps/shop', ...words], { cwd: folder });
  expect(readdirSync(folder, { recursive: true })).toHaveLength(before);
  return done;
}

/** The objects of the app as they are committed. */
function committed(): readonly KubernetesObject[] {
  const place = join(folder, 'kustomize/apps/shop');
  const { out } = plinth(['diff', '--against', place, '--format', 'json'], { cwd: folder });
  expect(JSON.parse(out)).toMatchObject({ same: 5 });
  return ['base', 'overlays/one'].flatMap((part) =>
    readdirSync(join(place, part))
      .filter((name) => !name.startsWith('kustomization'))
      .flatMap((name) => objectsIn(join(place, part, name))),
  );
}

function objectsIn(file: string): readonly KubernetesObject[] {
  const text = readFileSync(file, 'utf8');
  return parseAllDocuments(text).map((each) => each.toJS() as KubernetesObject);
}

const same = /^no object changes against legacy on one; 5 objects are the same$/m;

describe('no object changes, however it is written', () => {
  it('the tree itself', () => {
    const words = ['diff', '--against', 'kustomize/apps/shop/overlays/one', '--stage', 'apps/shop'];
    const done = plinth([...words, '--fail-on', 'harmless'], { cwd: folder });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/^no object changes .*; 5 objects are the same$/m);
  });

  it('one list of JSON', () => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: committed() }, null, 2);
    expect(run({ 'all.json': list, 'package.json': '{ "name": "x" }' }).out).toMatch(same);
  });

  it('the plain manifests of a repository with a style of its own', () => {
    const { code, out } = run(ownStyle.manifests, '--fail-on', 'harmless');
    expect(out).toMatch(same);
    expect(out).toMatch(/^note {5}without a namespace, .*: PersistentVolumeClaim shop-uploads → shop$/m);
    expect(code).toBe(0);
  });

  it('kustomizations that nobody would write twice', () => {
    const { code, out } = run(ownStyle.kustomizations, '--fail-on', 'harmless');
    expect(out).toMatch(same);
    expect(code).toBe(0);
  });
});

describe('what differs', () => {
  const changed = (file: string, line: string, instead: string) => {
    const text = (ownStyle.manifests as Readonly<Record<string, string>>)[file] ?? '';
    expect(text.split(line)).toHaveLength(2);
    return { ...ownStyle.manifests, [file]: text.replace(line, () => instead) };
  };

  it.each([
    ['an image', 'workload.yml', 'shop:1.0.0', 'shop:0.9.0', '~ restarts-pods      apps/shop: Deployment shop/shop'],
    ['a limit', 'workload.yml', 'memory: 1024Mi', 'memory: 1025Mi', '~ restarts-pods      apps/shop: Deployment'],
    ['a disk', 'disk.yaml', 'storage: 10737418240', 'storage: 20Gi', '~ immutable-field    apps/shop: Persistent'],
    [
      'a name',
      'disk.yaml',
      'name: shop-uploads',
      'name: shop-files',
      '- harmless           legacy/disk.yaml: Persistent',
    ],
    [
      'a namespace',
      'disk.yaml',
      'metadata:',
      'metadata:\n  namespace: web',
      '~ recreates          apps/shop: Persistent',
    ],
  ])('%s', (_, file, line, instead, expected) => {
    const { out } = run(changed(file, line, instead));
    expect(out.split('\n')).toContainEqual(expect.stringContaining(expected) as string);
    expect(out).not.toMatch(same);
  });

  it('gives data and Markdown, and fails on the class that is asked for', () => {
    const files = changed('workload.yml', 'shop:1.0.0', 'shop:0.9.0');
    const { code, out } = run(files, '--format', 'json', '--fail-on', 'restarts-pods');
    expect(code).toBe(1);
    const path = ['spec', 'template', 'spec', 'containers', '[shop]', 'image'];
    const fields = [{ path, before: 'ghcr.io/example/shop:0.9.0', after: 'ghcr.io/example/shop:1.0.0' }];
    expect(JSON.parse(out)).toMatchObject({
      ...{ against: ['legacy'], cluster: 'one', same: 4, notCompared: [] },
      changes: [{ verb: 'changed', subject: 'Deployment shop/shop', fields }],
    });
    expect(run(files, '--fail-on', 'prunes-data').code).toBe(0);
    expect(run(files, '--format', 'markdown').out).toContain('| **restarts-pods** | 1 |');
  });

  it('a Secret without a word of what it holds', () => {
    const text = 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: shop }\nstringData: { key: hunter2 }\n';
    const { out } = run({ 'secret.yaml': text });
    expect(out).toContain('legacy/secret.yaml: Secret shop/a');
    expect(out).not.toMatch(/hunter2|aHVudGVyMg/);
  });
});

describe('what cannot be built', () => {
  const kustomization = (...lines: readonly string[]) => `${['kind: Kustomization', ...lines].join('\n')}\n`;
  const patched = kustomization('resources: [a.yaml]', 'patches:', '  - path: patch.yaml');
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      'a file that is not there',
      { 'x/kustomization.yaml': kustomization('resources:', '  - gone.yaml') },
      'legacy/x/kustomization.yaml:3:1',
    ],
    ['YAML that is none', { 'a.yaml': 'kind: [\n  a: b: c\n' }, 'legacy/a.yaml:2:'],
    [
      'a kustomization that is no YAML',
      { 'kustomization.yml': 'resources:\n  - a\n - b\n' },
      'legacy/kustomization.yml:3:',
    ],
    [
      'YAML that is none in a kustomization',
      { 'kustomization.yaml': kustomization('resources: [a.yaml]'), 'a.yaml': 'a: b\nc: d: e\n' },
      'legacy/a.yaml:',
    ],
    [
      'a patch of nothing',
      { 'kustomization.yaml': patched, 'a.yaml': map('a'), 'patch.yaml': map('b') },
      'legacy/patch.yaml:4:1',
    ],
    [
      'a field that Kustomize does not know',
      { 'kustomization.yaml': kustomization('resuorces: []') },
      'legacy/kustomization.yaml:',
    ],
  ])('%s', (_, files, place) => {
    const { code, out, err } = run(files);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^legacy\/\S+ error unbuildable-folder$/m);
    expect(out.split('\n')[0]).toContain(place);
    expect(out).toContain('nothing was compared\n');
  });

  it('says it as data', () => {
    const { code, out } = run({ 'a.yaml': 'a: b: c' }, '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ diagnostics: [{ code: 'unbuildable-folder', file: 'legacy/a.yaml' }] });
  });

  it('two states of one object', () => {
    const map = (value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { a: ${value} }\n`;
    const overlay = (value: string) => ({
      [`${value}/kustomization.yaml`]: 'resources: [map.yaml]\n',
      [`${value}/map.yaml`]: map(value),
    });
    const { code, out } = run({ ...overlay('staging'), ...overlay('production') });
    expect(code).toBe(1);
    expect(out).toContain('ConfigMap shop/a is here and, otherwise, in legacy/staging');
    const words = ['diff', '--stage', 'apps/shop', '--against', 'legacy/staging'];
    expect(plinth(words, { cwd: folder }).out).toContain('- removes            legacy/staging: ConfigMap shop/a');
  });

  it('no folder, and one without anything', () => {
    expect(run({}).err).toContain('legacy is no folder with files');
    expect(run({ 'README.md': 'nothing' }).err).toContain('legacy holds no object');
  });
});

describe('what is not compared is named', () => {
  const remote = 'https://github.com/example/elsewhere//base?ref=v1';
  it('a remote base, a chart, what no kustomization names', () => {
    const files = {
      'k/kustomization.yaml': `resources:\n  - ${remote}\n  - map.yaml\nhelmCharts:\n  - { name: redis, repo: https://charts.example.org, version: 1.2.3 }\npatches:\n  - path: patch.yaml\n`,
      'k/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n',
      'k/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: far }\nspec: { replicas: 2 }\n',
      'k/old.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: old }\n',
      'chart/Chart.yaml': 'name: own\n',
      'chart/templates/a.yaml': '{{ nothing that YAML would take',
    };
    const { code, out } = run(files, '--fail-on', 'objects-unknown');
    expect(code).toBe(1);
    expect(out).toContain('- removes            legacy/k: ConfigMap shop/a on one\n');
    for (const each of [
      `legacy/k: ${remote} is not`,
      'legacy/k: chart redis 1.2.3 is not',
      'legacy/k/old.yaml: no kust',
      'legacy/chart: a chart',
    ])
      expect(out).toContain(`note     not compared: ${each}`);
    expect(out).not.toContain('Deployment far');
    expect(run(files, '--fail-on', 'immutable-field').code).toBe(0);
  });
});

it('a platform of several clusters asks for one', () => {
  const file = join(folder, 'several.yaml');
  writeFileSync(
    file,
    platform.replace(
      'components:',
      '  two: { argocd: { hub: one }, kubernetes: "1.34", cni: { networkPolicies: true } }\ncomponents:',
    ),
  );
  const against = ['diff', '--platform', file, '--against', join(folder, 'kustomize/apps/shop/overlays/one')];
  const { code, err } = plinth(against, { cwd: folder });
  expect(code).toBe(2);
  expect(err).toContain('the platform has 2\n  → say which: --cluster one, --cluster two\n');
  expect(plinth([...against, '--cluster', 'two'], { cwd: folder }).out).toMatch(/on two; \d+ objects are the same/);
  expect(plinth([...against, '--base', 'HEAD'], { cwd: folder }).code).toBe(2);
  rmSync(file);
});
