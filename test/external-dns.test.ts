import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';

interface Chart {
  readonly values: {
    readonly sources: readonly string[];
    readonly policy: string;
    readonly txtOwnerId: string;
    readonly txtPrefix: string;
  };
  readonly includeCRDs: boolean;
  /** Whether the CRDs outlive the chart. */
  readonly isKept: boolean;
}

/** What external-dns gets on each of two clusters. */
function charts(options: object, neighbours: object = {}): { one: Chart; two: Chart } {
  const provider = { kind: 'google', project: 'example-dns-1' };
  const platform = {
    version: 1,
    name: 'example',
    domain: 'example.org',
    git: { url: 'https://github.com/example/platform.git' },
    clusters: { one: { argocd: 'hub', kubernetes: '1.34' }, two: { argocd: { hub: 'one' }, kubernetes: '1.34' } },
    components: {
      ...neighbours,
      'external-dns': { provider, credentials: { origin: 'bootstrap' }, zones: ['example.org'], ...options },
    },
  };
  const { tree } = compile(JSON.stringify(platform));
  const chart = (cluster: string): Chart => {
    const file = (name: string) =>
      tree?.get(`kustomize/external-dns/install/overlays/${cluster}/chart/${name}.yaml`) ?? '';
    const { helmCharts, patches } = parse(file('kustomization'));
    return { values: parse(file('values')), includeCRDs: helmCharts[0].includeCRDs, isKept: patches !== undefined };
  };
  return { one: chart('one'), two: chart('two') };
}

describe('external-dns', () => {
  it('reads only kinds that are there, since it ends where one is not', () => {
    const contour = { contour: {} };
    const gateway = { 'gateway-api': {} };
    const routes = ['gateway-httproute', 'gateway-grpcroute'];
    expect(charts({}).one.values.sources).toEqual(['ingress']);
    expect(charts({}, contour).one.values.sources).toEqual(['ingress', 'contour-httpproxy']);
    expect(charts({}, gateway).one.values.sources).toEqual(['ingress', ...routes]);
    expect(charts({ dnsEndpoints: true }).one.values.sources).toEqual(['ingress', 'crd']);
  });

  it('brings the CRD of DNSEndpoint, which lies in crds/, if and only if it reads it', () => {
    expect(charts({ dnsEndpoints: true }).one).toMatchObject({ includeCRDs: true, isKept: true });
    expect(charts({ dnsEndpoints: true, onRemoval: 'delete' }).one).toMatchObject({ includeCRDs: true, isKept: false });
    expect(charts({}).one).toMatchObject({ includeCRDs: false, isKept: false });
  });

  it('marks the records of two clusters differently, so that they can share a zone', () => {
    const { one, two } = charts({});
    expect([one.values.txtOwnerId, two.values.txtOwnerId]).toEqual(['example.one', 'example.two']);
  });

  it('removes records only when told to, and always says so: the next chart has no default', () => {
    expect(charts({}).one.values.policy).toBe('upsert-only');
    expect(charts({ policy: 'sync' }).one.values.policy).toBe('sync');
  });

  it("keeps the mark of a zone's own name in the zone", () => {
    expect(charts({}).one.values.txtPrefix).toMatch(/%\{record_type\}\.$/);
  });
});
