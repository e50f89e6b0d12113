import { defineStage } from '../../../component.ts';
import type { CrossplaneOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import type { DeclaredSecret } from '../../../secret.ts';
import { isGoogle } from '../packages.ts';

type Google = NonNullable<CrossplaneOptions['google']>;

const SECRET = { name: 'google-account', namespace: 'crossplane-system', key: 'key.json' } as const;

/** In whose name providers work. Each object is called `default`, which managed objects take that name no other. */
export const providerConfigs = defineStage('crossplane', {
  summary: 'in whose name the providers work',
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  secrets: ({ options }) => googleOf(options).map(accountKey),
  resources: ({ options }) => [
    ...googleOf(options).map(googleAccount),
    ...(options.providers.includes('kubernetes') ? [ownCluster()] : []),
  ],
});

/** The account at Google, where a provider has a use for it. */
function googleOf({ google, providers }: Pick<CrossplaneOptions, 'google' | 'providers'>): readonly Google[] {
  return google !== undefined && providers.some(isGoogle) ? [google] : [];
}

/** The key of the account at Google. */
export function accountKey({ credentials }: Google): DeclaredSecret {
  return {
    ...credentials,
    name: SECRET.name,
    namespace: SECRET.namespace,
    keys: [SECRET.key],
    purpose: "Crossplane's work at Google",
    holds: 'the key of a service account as JSON',
  };
}

function googleAccount({ project }: Google): KubernetesObject {
  return create('gcp.m.upbound.io/v1beta1', 'ClusterProviderConfig', {
    metadata: { name: 'default' },
    spec: { projectID: project, credentials: { source: 'Secret', secretRef: SECRET } },
  });
}

function ownCluster(): KubernetesObject {
  return create('kubernetes.m.crossplane.io/v1alpha1', 'ClusterProviderConfig', {
    metadata: { name: 'default' },
    spec: { credentials: { source: 'InjectedIdentity' } },
  });
}
