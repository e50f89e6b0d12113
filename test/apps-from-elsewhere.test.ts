import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { plinth } from './support/cli.ts';

const fixture = readFileSync(join(import.meta.dirname, '../generator/apps/fixtures/elsewhere/platform.yaml'), 'utf8');
const tree = compile(fixture).tree ?? new Map<string, string>();
const read = (path: string) => parse(tree.get(path) ?? 'null');
const folder = mkdtempSync(join(tmpdir(), 'plinth-elsewhere-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an app that is maintained elsewhere', () => {
  it.each([
    ['a folder', 'wiki', 'pages', ['rbac.authorization.k8s.io/ClusterRole']],
    ['a chart', 'blog', 'blog', []],
    [
      'a chart with kinds',
      'queue',
      'queue',
      ['apiextensions.k8s.io/CustomResourceDefinition', 'rbac.authorization.k8s.io/ClusterRole'],
    ],
  ])('%s may touch its own namespace alone, and the kinds that it says', (_, app, namespace, kinds) => {
    const { spec } = read(`clusters/one/project-apps.${app}.yaml`);
    expect(spec.destinations).toEqual([{ name: 'in-cluster', namespace }]);
    const allowed = spec.clusterResourceWhitelist as readonly { readonly group: string; readonly kind: string }[];
    expect(allowed.map(({ group, kind }) => `${group}/${kind}`)).toEqual(kinds);
    expect(spec.namespaceResourceBlacklist).toContainEqual({ group: 'argoproj.io', kind: 'Application' });
    expect(read(`clusters/one/application-apps.${app}.yaml`).spec.project).toBe(`one.apps.${app}`);
  });

  it('leaves the project of the other apps as it is without it', () => {
    const { spec } = read('clusters/one/project-apps.yaml');
    expect(spec.destinations).toEqual([{ name: 'in-cluster', namespace: 'reader' }]);
    expect(spec.clusterResourceWhitelist).toEqual([]);
  });

  it('is read by Argo CD from its folder', () => {
    expect(read('clusters/one/application-apps.wiki.yaml').spec.source).toEqual({
      repoURL: 'https://github.com/example/platform.git',
      targetRevision: 'main',
      path: 'deploy/wiki',
    });
    expect([...tree.keys()].filter((path) => path.startsWith('kustomize/apps/wiki/'))).toEqual([]);
  });

  it('brings CRDs only where it says that it may', () => {
    expect(read('kustomize/apps/blog/chart/kustomization.yaml').helmCharts[0].includeCRDs).toBe(false);
    expect(read('kustomize/apps/queue/chart/kustomization.yaml').helmCharts[0].includeCRDs).toBe(true);
  });

  it("is its team's to sync, by the name of its own project", () => {
    const values = read('kustomize/argocd/install/overlays/one/chart/values.yaml');
    const rules = values.configs.rbac['policy.csv'] as string;
    expect(rules).toContain('p, role:team-writers, applications, sync, one.apps.wiki/one.apps.wiki, allow');
    expect(rules).toContain('p, role:team-writers, applications, sync, two.apps.blog/two.apps.blog, allow');
  });

  it('has its whole namespace open to who calls it, whose pods Plinth does not label', () => {
    const { spec } = read('kustomize/apps/reader/overlays/one/network-policy-reader.yaml');
    const pages = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'pages' } } };
    expect(spec.egress).toContainEqual({ to: [pages] });
  });

  it("must be there, and is said to be nobody else's to verify", () => {
    writeFileSync(join(folder, 'platform.yaml'), fixture);
    expect(plinth(['validate'], { cwd: folder }).out).toContain('error unknown-folder');
    mkdirSync(join(folder, 'deploy/wiki'), { recursive: true });
    expect(plinth(['validate'], { cwd: folder }).out).toContain('valid');
    const { code, out } = plinth(['verify', '--component', 'apps'], { cwd: folder });
    expect(out).toContain('kept by hand and not looked into: deploy/wiki');
    expect(out).toContain('ghost 1.2.3');
    expect(code).toBe(0);
  });
});
