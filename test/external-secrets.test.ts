import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { repository } from './support/cli.ts';

const text = readFileSync(
  join(repository, 'generator/components/external-secrets/fixtures/full/platform.yaml'),
  'utf8',
);
const { model, objects, tree } = compile(text);

/** Every object of a stage, whole, as the cluster gets it. */
function objectsOf(stage: string): readonly (KubernetesObject & { readonly spec: object })[] {
  const found = objects?.stages.find(({ component, name }) => component === 'external-secrets' && name === stage);
  return (found?.clusters.get('one')?.objects ?? []) as readonly (KubernetesObject & { readonly spec: object })[];
}

const ofKind = (stage: string, kind: string) => objectsOf(stage).filter((object) => object.kind === kind);

describe('external-secrets', () => {
  it('leaves no field to a default of the CRD, which Argo CD would see as a difference for ever', () => {
    const secrets = ofKind('secrets', 'ExternalSecret');
    expect(secrets).toHaveLength(3);
    for (const { spec } of secrets) {
      expect(spec).toMatchObject({
        refreshInterval: expect.stringMatching(/s$/),
        target: {
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
          template: { engineVersion: 'v2', mergePolicy: 'Replace' },
        },
      });
      for (const { remoteRef } of (spec as { data: readonly { remoteRef: object }[] }).data)
        expect(remoteRef).toMatchObject({
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
          nullBytePolicy: 'Ignore',
        });
    }
    expect(ofKind('stores', 'ClusterSecretStore').map(({ spec }) => spec)).toMatchObject([
      { provider: { aws: { sessionTagsPolicy: 'None' } } },
      { provider: { gcpsm: { secretVersionSelectionPolicy: 'LatestOrFail' } } },
      { provider: { vault: { version: 'v2', auth: { kubernetes: { mountPath: 'kubernetes' } } } } },
    ]);
  });

  it('opens a store to the namespaces of its secrets and to those it names, and to no other', () => {
    const open = ofKind('stores', 'ClusterSecretStore').map(({ metadata, spec }) => [
      metadata.name,
      (spec as { conditions: readonly object[] }).conditions,
    ]);
    expect(Object.fromEntries(open)).toEqual({
      own: [{ namespaces: ['projectcontour'] }],
      other: [{ namespaces: ['argocd', 'default'] }],
      amazon: [{ namespaces: ['default', 'external-dns'] }],
    });
  });

  it('reads of Vault what the store names, in a role that is there before it', () => {
    const [policy] = ofKind('stores', 'Policy') as readonly { spec: { policy: string } }[];
    const paths = [...(policy?.spec.policy ?? '').matchAll(/path "(.*)"/g)].map(([, path]) => path);
    expect(paths).toEqual(['kv/data/shared/mail', 'kv/data/shared/mail/*', 'kv/data/teams', 'kv/data/teams/*']);
    const wave = ({ metadata }: KubernetesObject) =>
      Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
    for (const store of ofKind('stores', 'ClusterSecretStore'))
      for (const kind of ['Policy', 'KubernetesAuthEngineRole', 'VaultSecret'])
        expect(Math.max(...ofKind('stores', kind).map(wave))).toBeLessThan(wave(store));
  });

  it('comes before what takes its secrets from there', () => {
    const stages = model?.clusters[0]?.stages ?? [];
    const wave = (id: string) => stages.find((stage) => stage.id === id)?.wave ?? 0;
    for (const user of ['argocd/access', 'external-dns/install'])
      expect(wave(user)).toBeGreaterThan(wave('external-secrets/secrets'));
    expect(tree?.get('clusters/one/README.md')).toContain('### From another store');
  });

  it('lets the webhook have its certificate at run time, and applies its large CRDs on the server', () => {
    const application = objects?.clusters
      .get('one')
      ?.applications.find(({ metadata }) => metadata.name === 'one.external-secrets.install');
    expect(application).toMatchObject({
      spec: {
        ignoreDifferences: [
          { name: 'secretstore-validate', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] },
          { name: 'externalsecret-validate', jqPathExpressions: ['.webhooks[]?.clientConfig.caBundle'] },
        ],
        syncPolicy: { syncOptions: expect.arrayContaining(['ServerSideApply=true', 'RespectIgnoreDifferences=true']) },
      },
    });
  });
});
