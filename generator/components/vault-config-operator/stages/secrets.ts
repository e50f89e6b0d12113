import { defineStage } from '../../../component.ts';
import type { ComponentOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import { asAdmin, inVault, VAULT_NAMESPACE } from '../../../kubernetes/in-vault.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { GITHUB_MOUNT } from '../../../kubernetes/secret-objects.ts';
import type { ClusterFacts } from '../../../model.ts';
import type { DeclaredSecret } from '../../../secret.ts';
import { GITHUB_PLUGIN } from '../engines.ts';

type GitHub = NonNullable<ComponentOptions['vault-config-operator']['github']>;

/** The Secret with the private key of the GitHub App. */
const APP_KEY = 'github-app';

/** What is taken from Vault and belongs to no other component. It comes after the policies and roles that let it in. */
export const secrets = defineStage('vault-config-operator', {
  summary: 'GitHub tokens, and the secrets that no component declares',
  bringsSecrets: ['github'],
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  secrets: ({ options: { github } }) => (github === undefined ? [] : [appKey(github)]),
  clusterSecrets: ({ options }) => Object.entries(options.secrets).map(([name, secret]) => ({ name, ...secret })),
  resources: ({ options: { github }, platform }) =>
    github === undefined
      ? []
      : [...engine(github), ...tokens(github.roles, github.organization ?? platform.access?.organization)],
  clusterResources: ({ options: { github }, platform, cluster }) =>
    github === undefined
      ? []
      : tokens(ofSites(cluster.gitHubTokens, github), github.organization ?? platform.access?.organization),
});

function appKey({ key }: GitHub): DeclaredSecret {
  return {
    ...key,
    name: APP_KEY,
    namespace: VAULT_NAMESPACE,
    keys: ['ssh-privatekey'],
    purpose: 'the GitHub App in whose name Vault makes tokens',
  };
}

function engine({ applicationId }: GitHub): readonly KubernetesObject[] {
  return [
    create('redhatcop.redhat.io/v1alpha1', 'SecretEngineMount', {
      metadata: inVault(GITHUB_MOUNT),
      spec: { authentication: asAdmin, type: GITHUB_PLUGIN, config: { listingVisibility: 'hidden' } },
    }),
    create('redhatcop.redhat.io/v1alpha1', 'GitHubSecretEngineConfig', {
      metadata: inVault(GITHUB_MOUNT),
      spec: {
        authentication: asAdmin,
        path: GITHUB_MOUNT,
        applicationID: applicationId,
        gitHubAPIBaseURL: 'https://api.github.com',
        sSHKeyReference: { secret: { name: APP_KEY } },
      },
    }),
  ];
}

/** Grav writes into the repository what is edited in it. */
function ofSites(wanted: ClusterFacts['gitHubTokens'], { roles }: GitHub): GitHub['roles'] {
  const permissions = { contents: 'write' } as const;
  // a namespace that stands among the roles too is a mistake, which a check reports
  const own = wanted.filter(({ namespace }) => !Object.hasOwn(roles, namespace));
  return Object.fromEntries(
    own.map(({ namespace, repository }) => [namespace, { repositories: [repository], permissions }]),
  );
}

/** One set of rights for each namespace, under the namespace's name: the policy of readers opens no other. */
function tokens(roles: GitHub['roles'], organization: string | undefined): readonly KubernetesObject[] {
  return Object.entries(roles).map(([namespace, { repositories, permissions }]) =>
    create('redhatcop.redhat.io/v1alpha1', 'GitHubSecretEngineRole', {
      metadata: inVault(namespace),
      spec: {
        authentication: asAdmin,
        path: GITHUB_MOUNT,
        ...(organization === undefined ? {} : { organizationName: organization }),
        repositories: [...repositories],
        permissions,
      },
    }),
  );
}
