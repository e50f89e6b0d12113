import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';

const fixture = join(import.meta.dirname, '../generator/components/crossplane/fixtures/full/platform.yaml');
const { objects, tree } = compile(readFileSync(fixture, 'utf8'));
const stages = new Map(
  (objects?.stages ?? []).filter(({ component }) => component === 'crossplane').map((each) => [each.name, each]),
);

function on(stage: string): readonly KubernetesObject[] {
  return stages.get(stage)?.clusters.get('one')?.objects ?? [];
}

/** What an object may be read as here. */
type Managed = { readonly spec: { readonly managementPolicies: readonly string[]; readonly package: string } };

function specs(stage: string, kind: string): readonly Managed['spec'][] {
  return on(stage).flatMap((each) => (each.kind === kind ? [(each as unknown as Managed).spec] : []));
}

describe('pitfalls of Crossplane', () => {
  it('CRDs that are made when it runs: no patch of the chart aims at one, and later stages wait for the kinds', () => {
    expect(tree?.get('kustomize/crossplane/install/chart/kustomization.yaml')).not.toContain('patches');
    const applications = objects?.clusters.get('one')?.applications ?? [];
    for (const stage of ['providers', 'provider-configs', 'dns']) {
      const found = applications.find(({ metadata }) => metadata.name === `one.crossplane.${stage}`);
      expect(JSON.stringify(found)).toContain('SkipDryRunOnMissingResource=true');
    }
  });

  it('whoever removes the Application removes what it stands for: never a zone', () => {
    const zones = specs('dns', 'ManagedZone');
    expect(zones.length).toBeGreaterThan(0);
    for (const { managementPolicies } of zones) {
      expect(managementPolicies).not.toContain('Delete');
      expect(managementPolicies).not.toContain('*');
    }
  });

  it('a second zone or record beside one that is there: each says which it is', () => {
    expect(on('dns').length).toBeGreaterThan(0);
    for (const { metadata } of on('dns')) expect(metadata.annotations).toHaveProperty(['crossplane.io/external-name']);
  });

  it('the common part of a family in whatever version is newest: it is pinned like the others', () => {
    const packages = specs('providers', 'Provider').map((spec) => spec.package);
    expect(packages).toContain('xpkg.upbound.io/upbound/provider-family-gcp:v3.0.0');
    for (const each of packages) expect(each).toMatch(/:v\d+\.\d+\.\d+$/);
  });
});
