import { describe, expect, it } from 'vitest';
import { codes } from '../generator/codes.ts';
import { plinth } from './support/cli.ts';
import { componentNames } from './support/variants.ts';

const explained = (...words: string[]) => {
  const { code, out, err } = plinth(['explain', ...words]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

describe('plinth explain', () => {
  it('a component: why its stages come when they do, and what they bring', () => {
    const out = explained('vault-config-operator', '--cluster', 'staging');
    expect(out).toMatch(/^On staging, from platform\.yaml:\d+:\d+:$/m);
    expect(out).toMatch(/^ {2}wave (\d+) {2}vault-config-operator\/install: /m);
    expect(out).toContain('waits for cert-manager/install, vault/install; vault/install is the last of them, in wave ');
    expect(out).toContain('brings the chart vault-config-operator v');
    expect(explained('oneuptime')).toContain('No cluster has it.');
  });

  it('an option: what it is, where, and which files would differ without it', () => {
    expect(explained('vault.csi')).toMatch(
      / is true, at platform\.yaml:\d+:5\n {2}without it, \d+ files would differ:\n {4}kustomize\//,
    );
    expect(explained('vault.replicas')).toContain('is not written');
    expect(explained('apps.httpbin.clusters.staging.replicas')).toContain('patch-deployment-httpbin.yaml');
    expect(explained('domain')).toContain('cannot be left out');
  });

  it('an option that cannot be left out: what would be wrong, where, and no more of it than one reads', () => {
    expect(explained('access')).toMatch(
      /\n {2}cannot be left out; without it:\n(?: {4}platform\.yaml:\d+:\d+ [a-z-]+: .+\n)+/,
    );
    const lines = explained('clusters.production').split('\n');
    expect(lines.length - lines.findIndex((line) => line.includes('cannot be left out'))).toBeLessThan(9);
    const { files, errors } = JSON.parse(explained('domain', '--format', 'json'));
    expect(files).toBe('required');
    expect(errors[0]).toMatchObject({ code: 'missing-option', message: expect.stringContaining('domain') as string });
  });

  it('an object: the line that made it, its files, what it names and what names it', () => {
    const out = explained('service/httpbin', '-n', 'httpbin', '--cluster', 'staging');
    expect(out).toMatch(/comes from the app httpbin, at platform\.yaml:\d+:\d+/);
    expect(out).toContain('is in kustomize/apps/httpbin/base/service-httpbin.yaml');
    expect(out).toContain('is named by HTTPProxy httpbin/httpbin.staging.omni.cedille.club');
    expect(out).toContain('belongs to the Application staging.apps.httpbin\n');
    expect(explained('certificate/vault', '-n', 'vault', '--cluster', 'staging')).toContain(
      'belongs to the Application staging.vault.certificates, wave ',
    );
    expect(explained('deployment/httpbin', '--cluster', 'staging')).toContain(
      'overlays/staging/patch-deployment-httpbin.yaml',
    );
  });

  it('a diagnostic', () => {
    expect(explained('unused-zone')).toContain(codes['unused-zone']);
  });

  it('every component, as data', () => {
    for (const name of componentNames.filter((_, index) => index % 4 === 0))
      expect(JSON.parse(explained(name, '--format', 'json'))).toMatchObject({ component: name });
  });

  it.each([
    ['valt', 'did you mean `vault`?'],
    ['vault.replicsa', 'did you mean `vault.replicas`?'],
    ['deployment/nothing', 'name a component'],
    ['unused-zones', 'did you mean `unused-zone`?'],
  ])('%s is nothing: %s', (subject, hint) => {
    expect(plinth(['explain', subject])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining(hint) as string,
    });
  });
});

describe('a stage of which a cluster has nothing', () => {
  const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  argocd: {}
  contour: {}
  cert-manager: { email: sre@example.org }
`;
  const asked = (input: string, ...words: string[]) => plinth([...words, '--platform', '-'], { input }).out;
  const withGateway = platform.replace('contour: {}', 'contour: {}\n  gateway-api: {}');

  it('is in no explanation', () => {
    expect(asked(withGateway, 'explain', 'contour')).toContain('contour/gateway');
    expect(asked(platform, 'explain', 'contour')).toContain('contour/install');
    expect(asked(platform, 'explain', 'contour')).not.toContain('contour/gateway');
  });

  it('is in no graph', () => {
    expect(asked(withGateway, 'graph')).toContain('contour/gateway');
    expect(asked(platform, 'graph')).toContain('contour/install');
    expect(asked(platform, 'graph')).not.toContain('contour/gateway');
  });
});

describe('plinth graph', () => {
  interface Drawn {
    readonly graphs: readonly { cluster: string; nodes: { id: string }[]; edges: { from: string; to: string }[] }[];
  }
  const graph = (...words: string[]) => JSON.parse(plinth(['graph', ...words, '--format', 'json']).out) as Drawn;

  it('has an edge for each need, and none that leads nowhere', () => {
    for (const kind of ['needs', 'secrets', 'network'])
      for (const { nodes, edges } of graph(kind).graphs) {
        const ids = new Set(nodes.map(({ id }) => id));
        expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
      }
    expect(graph('needs', '--cluster', 'production').graphs[0]?.edges).toContainEqual({
      from: 'vault/certificates',
      to: 'vault/install',
    });
  });

  it('shows where a secret comes from and who has it, and what a host leads to', () => {
    expect(graph('secrets', '--cluster', 'production').graphs[0]?.edges).toEqual(
      expect.arrayContaining([
        { from: 'Vault', to: 'calidum-rotae/discord-webhook', label: 'vault' },
        { from: 'calidum-rotae/discord-webhook', to: 'Deployment calidum-rotae/discord' },
      ]),
    );
    expect(graph('network', '--cluster', 'production').graphs[0]?.edges).toEqual(
      expect.arrayContaining([
        { from: 'outside', to: 'httpbin.omni.cedille.club' },
        { from: 'httpbin.omni.cedille.club', to: 'Service httpbin/httpbin', label: '8080' },
      ]),
    );
  });

  it('is drawn in each language, the same at each run', () => {
    for (const format of ['mermaid', 'dot']) {
      const words = ['graph', 'network', '--cluster', 'staging', '--format', format];
      const { code, out } = plinth(words);
      expect(code).toBe(0);
      expect(out).toMatch(format === 'dot' ? /^digraph platform \{\n/ : /^flowchart LR\n/);
      const closings = format === 'dot' ? /^ *\}$/gm : /^ *end$/gm;
      expect(out.match(closings)?.length).toBe((out.match(/subgraph/g)?.length ?? 0) + (format === 'dot' ? 1 : 0));
      expect(plinth(words).out).toBe(out);
    }
  });
});
