import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compile } from '../generator/index.ts';
import { type KubernetesObject, objectId } from '../generator/kubernetes/object.ts';
import { loadEngine } from '../packages/kubeconform-wasm/src/index.ts';
import { type ChartSource, everyChart } from './rendered/chart.ts';
import { compileRendered } from './rendered/compile-rendered.ts';
import { replaceFolder } from './support/files.ts';
import { tool } from './support/tools.ts';

const kustomize = tool('kustomize');
const helm = tool('helm');
const missing = [kustomize, helm].flatMap((each) => ('missing' in each ? [each.missing] : []));

const platform = (delivery: string) => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
delivery: ${delivery}
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two:
    argocd: { hub: one }
    kubernetes: "1.34"
    components:
      metrics-server: { replicas: 1, values: { child: { colour: blue } } }
      sealed-secrets: { values: { replicas: 3, greeting: "bye {{ .Release.Name }}", child: { enabled: false } } }
  three: { argocd: { hub: one }, kubernetes: "1.33" }
components:
  metrics-server: {}
  sealed-secrets: { values: { replicas: 2 } }
`;

const source = (name: string, version: string): ChartSource => everyChart(name, version);
const engine = await loadEngine();
const folder = mkdtempSync(join(tmpdir(), 'plinth-rendered-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await engine.close();
});

/** Builds a folder as Argo CD does: with the real Kustomize and, where charts are left to inflate, the real Helm. */
function build(path: string, kubernetes: string, apiVersions: readonly string[] = []): readonly KubernetesObject[] {
  const capabilities = [
    `--helm-kube-version=${kubernetes}.0`,
    ...apiVersions.map((each) => `--helm-api-versions=${each}`),
  ];
  const words = ['build', '--enable-helm', '--helm-command', 'path' in helm ? helm.path : '', ...capabilities, path];
  const { status, stdout, stderr } = spawnSync('path' in kustomize ? kustomize.path : '', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout, { version: '1.1', merge: false }).map((each) => each.toJS() as KubernetesObject);
}

/** What rendering takes away by rule: the label that names the chart's version, and Go's time that is none. */
function asRendered(object: KubernetesObject): KubernetesObject {
  return JSON.parse(JSON.stringify(object), (key, value) => {
    if (key === 'creationTimestamp' && value === null) return undefined;
    if (key !== 'labels') return value;
    const { 'helm.sh/chart': _, ...rest } = value as { readonly [label: string]: string };
    return rest;
  }) as KubernetesObject;
}

const sorted = (objects: readonly KubernetesObject[]) =>
  Object.fromEntries(objects.map((each) => [objectId(each), each] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

describe.skipIf(missing.length > 0)(`delivery by reference and rendered ${missing.join()}`, async () => {
  const byReference = compile(platform('reference'));
  const asObjects = await compileRendered(platform('rendered'), source, engine);
  replaceFolder(join(folder, 'reference'), byReference.tree ?? new Map());
  replaceFolder(join(folder, 'rendered'), asObjects.tree ?? new Map());
  for (const [path, text] of byReference.tree ?? []) {
    const [, name, version] = /helmCharts:\n\s+- name: (\S+)\n(?:.*\n)*?\s+version: (\S+)/.exec(text) ?? [];
    if (name === undefined || version === undefined) continue;
    for (const [file, body] of Object.entries(source(name, version))) {
      const place = join(folder, 'reference', dirname(path), 'charts', `${name}-${version}`, name, file);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, body);
    }
  }
  const cases = ['metrics-server', 'sealed-secrets'].flatMap((component) =>
    (
      [
        ['one', '1.34'],
        ['two', '1.34'],
        ['three', '1.33'],
      ] as const
    ).map(([cluster, kubernetes]) => ({ component, cluster, kubernetes })),
  );

  it('both compile', () => {
    expect(
      [byReference, asObjects].flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error')),
    ).toEqual([]);
    expect(asObjects.tree).toBeDefined();
  });

  it.each(cases)(
    '$component on $cluster: the same objects under the real Kustomize and Helm',
    ({ component, cluster, kubernetes }) => {
      const path = `kustomize/${component}/install/overlays/${cluster}`;
      const before = build(join(folder, 'reference', path), kubernetes);
      const after = build(join(folder, 'rendered', path), kubernetes);
      expect(before.length).toBeGreaterThan(8);
      expect(sorted(after)).toEqual(sorted(before.map(asRendered)));
    },
  );

  it('leaves nothing to inflate', () => {
    for (const [path, text] of asObjects.tree ?? []) expect(text, path).not.toMatch(/helmCharts|https?:.*\.yaml/);
    const told = [...(asObjects.objects?.clusters.values() ?? [])].flatMap(({ applications }) => applications);
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toContain('kubeVersion');
  });

  it('says what differs on a cluster as patches, and what only its version explains as a chart of its own', () => {
    const files = [...(asObjects.tree?.keys() ?? [])];
    const inside = (cluster: string) =>
      files
        .filter((path) => path.includes(`metrics-server/install/overlays/${cluster}/`))
        .map((path) => path.split('/').slice(5).join('/'));
    expect(inside('one')).toEqual(['kustomization.yaml']);
    expect(inside('two')).toEqual([
      'kustomization.yaml',
      'patch-config-map-metrics-server-child.yaml',
      'patch-deployment-metrics-server.yaml',
    ]);
    expect(inside('three').filter((path) => path.startsWith('chart/')).length).toBeGreaterThan(5);
  });
});
