import { defineStage } from '../../../component.ts';
import type { SealedSecretsOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { typeOf } from '../../../kubernetes/secret-objects.ts';
import type { DeclaredSecret } from '../../../secret.ts';

type SealedValues = SealedSecretsOptions['secrets'][number];

/** The sealed values, which the controller turns into Secrets. */
export const secrets = defineStage('sealed-secrets', {
  summary: 'the Secrets whose values stand sealed in git',
  bringsSecrets: ['sealed'],
  clusterResources: ({ options, cluster }) =>
    options.secrets.map((values) => {
      const { name, namespace } = values;
      return sealedSecret(
        values,
        cluster.secrets.find((each) => each.name === name && each.namespace === namespace),
      );
    }),
});

function sealedSecret(
  { name, namespace, scope, encryptedData }: SealedValues,
  declared?: DeclaredSecret,
): KubernetesObject {
  const annotations = scope === 'strict' ? {} : { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
  const { labels = {}, known = {} } = declared ?? {};
  const metadata = { ...filled({ labels }), ...filled({ annotations }) };
  return create('bitnami.com/v1alpha1', 'SealedSecret', {
    metadata: { name, namespace, ...filled({ annotations }) },
    spec: {
      encryptedData,
      template: {
        type: typeOf([...Object.keys(encryptedData), ...Object.keys(known)]),
        ...filled({ metadata }),
        ...filled({ data: known }),
      },
    },
  });
}

/** A field, or none where its value is an empty map. */
function filled<T extends { readonly [field: string]: object }>(fields: T): Partial<T> {
  return Object.values(fields).some((value) => Object.keys(value).length > 0) ? fields : {};
}
