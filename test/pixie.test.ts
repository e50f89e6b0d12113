import { describe, expect, it } from 'vitest';
import { compile } from '../generator/index.ts';

const platform = (components: string) => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  cert-manager: { email: sre@example.org }
  vault: { seal: { kind: shamir } }
  vault-config-operator: {}
${components}`;

/** What Pixie's folder and its namespaces hold, by path. */
function treeOf(components: string): ReadonlyMap<string, string> {
  const { tree } = compile(platform(components));
  return new Map([...(tree ?? [])].filter(([path]) => /^kustomize\/(pixie|namespaces)\//.test(path)));
}

describe('pixie', () => {
  const tree = treeOf('  pixie: {}\n');
  const all = [...tree.values()].join('\n');

  it('brings no lifecycle manager, no hook and no namespace of its own', () => {
    expect(all).not.toMatch(/operators\.coreos\.com|helm\.sh\/hook|helmCharts/);
    expect([...tree.keys()].filter((path) => /pixie\/.*namespace-/.test(path))).toEqual([]);
  });

  it('has both namespaces made, one privileged and one restricted', () => {
    const level = (name: string) =>
      /enforce: (\w+)/.exec([...tree].find(([path]) => path.endsWith(`/namespace-${name}.yaml`))?.[1] ?? '')?.[1];
    expect([level('pl'), level('px-operator')]).toEqual(['privileged', 'restricted']);
  });

  it('names its release and leaves out what the operator writes', () => {
    const vizier = [...tree].find(([path]) => path.endsWith('/vizier-pixie.yaml'))?.[1] ?? '';
    expect(vizier).toContain('version: 0.14.15');
    expect(vizier).not.toMatch(/useEtcdOperator|\bpod:|deployKey:/);
  });

  it('looks for scripts in ConfigMaps only where there is a collector', () => {
    expect(all).not.toMatch(/cron-script|PL_CRON_SCRIPT_SOURCES/);
    const exporting = [...treeOf('  clickhouse: {}\n  opentelemetry: {}\n  pixie: {}\n').values()].join('\n');
    expect(exporting).toMatch(/purpose: cron-script/);
    expect(exporting).toMatch(/PL_CRON_SCRIPT_SOURCES/);
  });

  it('hands on no headers, bodies or queries', () => {
    const script = [...treeOf('  clickhouse: {}\n  opentelemetry: {}\n  pixie: {}\n')].find(([path]) =>
      path.includes('export-requests'),
    );
    const sent = /attributes=\{(.*?)\}/s.exec(script?.[1] ?? '')?.[1] ?? '';
    expect(sent).toContain('url.path');
    expect(sent).not.toMatch(/headers|req_body,|resp_body,|req_path/);
  });
});
