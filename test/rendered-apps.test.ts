import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ChartSource, everyChart } from './rendered/chart.ts';
import { lockedCharts, putLocked } from './rendered/locked.ts';
import { plinth, type Run } from './support/cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-rendered-apps-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
delivery: rendered
clusters:
  one: { argocd: hub, kubernetes: "1.34", cni: { kind: cilium } }
  two: { argocd: { hub: one }, kubernetes: "1.34", cni: { kind: cilium } }
components: {}
apps:
  blog:
    source:
      kind: chart
      repository: https://charts.example.org
      name: ghost
      version: 1.2.3
      clusterKinds: [rbac.authorization.k8s.io/ClusterRole]
    clusters:
      one: {}
      two: { source: { values: { replicas: 3 } } }
`;

/** A chart as `helm create` makes one: no object says its namespace, and Argo CD fills in that of the Application. */
function ghost(_: string, version: string, more = ''): ChartSource {
  return {
    'Chart.yaml': `apiVersion: v2\nname: ghost\nversion: ${version}\n`,
    'values.yaml': 'replicas: 1\n',
    'templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: "{{ .Release.Name }}" }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: ghost } }
  template:
    metadata: { labels: { app: ghost } }
    spec:
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: main
          image: registry.example.org/ghost:${version}
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
---
apiVersion: v1
kind: Service
metadata: { name: "{{ .Release.Name }}" }
spec: { selector: { app: ghost }, ports: [{ port: 80, name: http }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "{{ .Release.Name }}" }
rules: []
${more}`,
  };
}

async function scene(text = platform, chart = ghost) {
  const folder = mkdtempSync(join(scratch, 'run-'));
  putLocked(folder, text, await lockedCharts(text, chart));
  const run = (...words: readonly string[]): Run =>
    plinth(words, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache'), HTTPS_PROXY: 'http://127.0.0.1:1' } });
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  return { folder, run, read };
}

const expectVerified = ({ code, out }: Run) => {
  expect(out).toMatch(/; every chart inflated\n$/);
  expect(code).toBe(0);
};

describe('the chart of an app', () => {
  it('is in the tree as objects, with a namespace each, where delivery is rendered', async () => {
    const { folder, run, read } = await scene();
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(folder, 'kustomize/apps/blog/chart'))).toEqual([
      'cluster-role-blog.yaml',
      'deployment-blog.yaml',
      'kustomization.yaml',
      'service-blog.yaml',
    ]);
    const { metadata } = parse(read('kustomize/apps/blog/chart/deployment-blog.yaml'));
    expect(metadata.namespace).toBe('blog');
    expect(readdirSync(join(folder, 'kustomize/apps/blog/overlays/two'))).toEqual([
      'kustomization.yaml',
      'patch-deployment-blog.yaml',
    ]);
    expectVerified(run('verify', '--complete'));
  });

  it('has a project of its own that allows what the app says, whatever the chart brings', async () => {
    const { run, read } = await scene(platform.replace(/ +clusterKinds.*\n/, ''));
    expect(run('generate').code).toBe(0);
    const { spec } = parse(read('clusters/one/project-apps.blog.yaml'));
    expect(spec.destinations).toEqual([{ name: 'in-cluster', namespace: 'blog' }]);
    expect(spec.clusterResourceWhitelist).toEqual([]);
    expect(parse(read('clusters/one/application-apps.blog.yaml')).spec.source).not.toHaveProperty('kustomize');
    const { code, out } = run('verify');
    expect(out).toContain('ClusterRole blog is cluster-scoped, and its AppProject does not allow ClusterRole');
    expect(code).toBe(1);
  });

  it('is named at the line of its version where it is not locked', async () => {
    const { folder, run } = await scene();
    rmSync(join(folder, 'platform.lock'));
    const { code, out } = run('generate');
    expect(out).toContain('platform.yaml:16:7 error not-locked');
    expect(out).toContain('chart ghost 1.2.3 is to be rendered, and is not in platform.lock');
    expect(code).toBe(1);
  });

  it('goes by reference where the platform, its cluster or the app says so', async () => {
    const byCluster = platform.replace('two: { argocd', 'two: { delivery: reference, argocd');
    const byApp = platform.replace('version: 1.2.3', 'version: 1.2.3\n      delivery: reference');
    for (const [text, place] of [
      [byCluster, 'overlays/two/chart'],
      [byApp, 'chart'],
    ] as const) {
      const { run, read } = await scene(text);
      expect(run('generate').code).toBe(0);
      expect(read(`kustomize/apps/blog/${place}/kustomization.yaml`)).toContain('helmCharts:');
      expectVerified(run('verify', '--complete'));
    }
  });

  it('is checked object by object', async () => {
    const moving = `---
apiVersion: batch/v1
kind: CronJob
metadata: { name: tidy }
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.org/tidy:latest" }] } } }
`;
    const { run } = await scene(platform, (name, version) => ghost(name, version, moving));
    const { code, out } = run('generate');
    expect(out).toContain('error mutable-image');
    expect(out).toContain('CronJob blog/tidy');
    expect(code).toBe(1);
  });

  it('may have a certificate that somebody puts there by hand, as apps from elsewhere do', async () => {
    const route = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: blog }
spec:
  tls: [{ hosts: [blog.example.org], secretName: by-hand }]
  rules:
    - host: blog.example.org
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: blog, port: { number: 80 } } } }] }
`;
    const once = platform.replace(/ {6}two: .*\n/, '');
    const { run } = await scene(once, (name, version) => ghost(name, version, route));
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
  });

  it.each(['reference', 'rendered'])('brings kinds and objects of them, by %s', async (delivery) => {
    const text = platform
      .replace('delivery: rendered', `delivery: ${delivery}`)
      .replace('/ClusterRole]', '/ClusterRole, apiextensions.k8s.io/CustomResourceDefinition]');
    const game = '---\napiVersion: ghost.example.org/v1alpha1\nkind: Game\nmetadata: { name: chess }\n';
    const crd = Object.fromEntries(
      Object.entries(everyChart('ghost', '')).filter(([path]) => path === 'crds/games.yaml'),
    );
    const { run } = await scene(text, (name, version) => ({ ...ghost(name, version, game), ...crd }));
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
    expectVerified(run('verify', '--complete'));
  });

  it('has objects that `explain` knows, and a chart that the lock knows', async () => {
    const { run } = await scene();
    expect(run('generate').code).toBe(0);
    const { out } = run('explain', 'Deployment/blog');
    expect(out).toContain('comes from the app blog, at platform.yaml:');
    expect(out).toContain('kustomize/apps/blog/chart/deployment-blog.yaml');
    expect(run('lock', '--check').code).toBe(0);
  });
});
