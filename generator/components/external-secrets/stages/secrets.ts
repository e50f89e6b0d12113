import { defineStage } from '../../../component.ts';
import type { ExternalSecretsOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { typeOf } from '../../../kubernetes/secret-objects.ts';
import type { DeclaredSecret } from '../../../secret.ts';

type ExternalValues = ExternalSecretsOptions['secrets'][number];

/** The secrets that are brought from the stores, with every default written out that the CRD of one version or another would add. */
export const secrets = defineStage('external-secrets', {
  summary: 'the Secrets whose values come from a store',
  bringsSecrets: ['external'],
  clusterResources: ({ options, cluster }) =>
    options.secrets.map((values) => {
      const { name, namespace } = values;
      return externalSecret(
        values,
        cluster.secrets.find((each) => each.name === name && each.namespace === namespace),
      );
    }),
});

/** A value is taken as the store has it. */
const asItIs = {
  conversionStrategy: 'Default',
  decodingStrategy: 'None',
  metadataPolicy: 'None',
  nullBytePolicy: 'Ignore',
} as const;

function externalSecret(
  { name, namespace, store, refreshInterval, keys }: ExternalValues,
  declared?: DeclaredSecret,
): KubernetesObject {
  return create('external-secrets.io/v1', 'ExternalSecret', {
    metadata: { name, namespace },
    spec: {
      secretStoreRef: { kind: 'ClusterSecretStore', name: store },
      refreshInterval,
      target: {
        name,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: template(Object.keys(keys), declared),
      },
      data: Object.entries(keys).map(([secretKey, { key, property }]) => ({
        secretKey,
        remoteRef: {
          key,
          ...(property === undefined ? {} : { property }),
          ...asItIs,
        },
      })),
    },
  });
}

function template(keys: readonly string[], { labels, known }: Partial<DeclaredSecret> = {}) {
  return {
    type: typeOf([...keys, ...Object.keys(known ?? {})]),
    engineVersion: 'v2',
    mergePolicy: known === undefined ? 'Replace' : 'Merge',
    ...(labels === undefined ? {} : { metadata: { labels } }),
    ...(known === undefined ? {} : { data: known }),
  } as const;
}
