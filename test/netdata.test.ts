import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

const fixture = join(repository, 'generator/components/netdata/fixtures/cluster-override/platform.yaml');
const { tree } = compile(readFileSync(fixture, 'utf8'));
const text = (path: string) => tree?.get(path) ?? '';
const folder = 'kustomize/netdata/install';
const values = parse(text(`${folder}/chart/values.yaml`)) as {
  readonly [part: string]: { readonly [key: string]: unknown };
};

describe('the pitfalls of netdata', () => {
  it('the claim token comes from Vault and stands in no value', () => {
    expect(values['parent']?.['claiming']).toEqual({ enabled: true });
    expect(values['parent']?.['envFrom']).toEqual([{ secretRef: { name: 'netdata-claim' } }]);
    expect(text(`${folder}/base/vault-secret-netdata-claim.yaml`)).toContain('NETDATA_CLAIM_TOKEN:');
  });

  it('only the parent is claimed', () => {
    expect(values['child']).not.toHaveProperty('claiming');
    expect(values['k8sState']).not.toHaveProperty('claiming');
  });

  it('no image floats, no page is open to everyone, nothing is reported', () => {
    expect(values['initContainersImage']?.['tag']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(values['ingress']).toEqual({ enabled: false });
    for (const part of ['parent', 'child', 'k8sState']) expect(values[part]?.['env']).toEqual({ DO_NOT_TRACK: '1' });
  });

  it('the claims of its chart are kept', () => {
    expect(text(`${folder}/chart/kustomization.yaml`)).toContain('kind: PersistentVolumeClaim');
    expect(text(`${folder}/chart/patch-volumes.yaml`)).toContain('Prune=false,Delete=false');
  });

  it('its namespace is privileged', () => {
    const namespace = [...(tree ?? [])].find(([path]) => path.endsWith('/namespace-netdata.yaml'));
    expect(namespace?.[1]).toContain('pod-security.kubernetes.io/enforce: privileged');
  });
});
