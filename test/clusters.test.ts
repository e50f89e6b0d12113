import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

interface Written {
  clusters: { [name: string]: { components?: { [component: string]: unknown } } };
  components: { [component: string]: unknown };
}

const text = readFileSync(join(repository, 'platform.yaml'), 'utf8');

function changed(edit: (platform: Written) => void) {
  const platform = parse(text) as Written;
  edit(platform);
  return compile(stringify(platform));
}

const about = (paths: Iterable<string>, component: string) =>
  [...paths].filter((path) => path.includes(`/${component}/`) || path.includes(`.${component}.`));

describe('a component on one cluster only', () => {
  it.each([
    ['whose block is the cluster’s', undefined],
    ['whose block at the top is switched off', { enabled: false }],
  ])('%s', (_, wide) => {
    const { tree, diagnostics } = changed(({ clusters, components }) => {
      if (wide === undefined) delete components['metrics-server'];
      else components['metrics-server'] = wide;
      const staging = clusters['staging'];
      if (staging !== undefined)
        staging.components = { ...staging.components, 'metrics-server': { enabled: true, replicas: 1 } };
    });
    const paths = about(tree?.keys() ?? [], 'metrics-server');
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(paths).toContain('kustomize/metrics-server/install/overlays/staging/kustomization.yaml');
    expect(paths).toContain('clusters/staging/application-platform.metrics-server.install.yaml');
    expect(paths.filter((path) => path.includes('production'))).toEqual([]);
  });

  it('and nothing of one that no cluster has', () => {
    const { tree } = changed(({ clusters, components }) => {
      delete components['metrics-server'];
      for (const { components: own } of Object.values(clusters)) delete own?.['metrics-server'];
    });
    expect(about(tree?.keys() ?? [], 'metrics-server')).toEqual([]);
  });
});

describe('another cluster', () => {
  const third = { argocd: { hub: 'production' }, kubernetes: '1.33', components: { argocd: null } };
  const shared = (paths: ReadonlyMap<string, string> | undefined, cluster: string) =>
    new Map([...(paths ?? [])].filter(([path]) => path.includes(cluster)));

  it('moves no file of the others', () => {
    const before = compile(text).tree;
    const { tree } = changed(({ clusters, components }) => {
      // what staging does without, and what asks for machines, disks and secrets
      const off = Object.fromEntries(Object.keys(components).map((name) => [name, { enabled: false }]));
      for (const name of ['cert-manager', 'gateway-api', 'kube-system', 'metrics-server']) delete off[name];
      Object.assign(clusters, { third: { ...third, components: off } });
    });
    expect(tree).toBeDefined();
    expect(shared(tree, 'overlays/staging')).toEqual(shared(before, 'overlays/staging'));
    expect(shared(tree, 'overlays/production/')).toEqual(shared(before, 'overlays/production/'));
    for (const [path, content] of before ?? [])
      if (path.includes('/base/')) expect(tree?.get(path), path).toBe(content);
  });
});

it('an option that a cluster must give and does not is missed at the cluster’s block', () => {
  const lines = text.split('\n');
  const seal = lines.findIndex((line) => line.includes('vault-staging'));
  const block = lines.slice(0, seal).findLastIndex((line) => /^ {6}vault:/.test(line));
  const { diagnostics } = compile(lines.filter((_, index) => index !== seal).join('\n'));
  const [missing] = diagnostics;
  expect(diagnostics).toHaveLength(1);
  expect(missing).toMatchObject({ code: 'missing-option', component: 'vault', clusters: ['staging'] });
  expect(missing?.position).toEqual({ line: block + 1, column: 7 });
  const wide = lines.findIndex((line) => /^ {2}vault:/.test(line));
  expect(missing?.related).toMatchObject([{ position: { line: wide, column: 3 } }]);
});
