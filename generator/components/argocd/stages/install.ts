import { type ChartPatch, type ChartValues, defineStage, type PlatformContext } from '../../../component.ts';
import type { PlatformFacts } from '../../../model.ts';
import { toYaml } from '../../../yaml.ts';
import { clusterCredentials, repositoryCredential } from '../credentials.ts';
import { exclusions } from '../exclusions.ts';
import { hosts } from '../hosts.ts';
import { policy } from '../roles.ts';
import { connectors } from '../sign-in.ts';
import { sharesOf, workloads } from '../workloads.ts';

const HOOK = { name: 'argocd-redis-secret-init', namespace: 'argocd' };

/** What makes the password of Redis. */
const passwordHooks: readonly ChartPatch[] = [
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding' },
  { apiVersion: 'batch/v1', kind: 'Job' },
].map((each) => ({
  ...each,
  ...HOOK,
  annotations: { 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded' },
  reason: 'Removed before each try, as the chart has it, a hook is waited for for ever once a sync is tried again.',
}));

/** What upstream advises for a thousand Applications, which twenty clusters have. Upstream: Argo CD's guide to high availability. */
const processors = { 'controller.status.processors': 50, 'controller.operation.processors': 25 };

/** Argo CD itself, without its CRDs. */
export const install = defineStage('argocd', {
  outlivesApplication: true,
  summary: 'Argo CD itself',
  chart: {
    repository: 'https://argoproj.github.io/argo-helm',
    name: 'argo-cd',
    version: '10.1.1',
    release: 'argocd',
    includeCRDs: false,
    patches: passwordHooks,
    clusterKinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', name: 'argocd-server', namespace: 'argocd', ports: [80, 443] },
    // a hook makes it, with a password of its own
    { apiVersion: 'v1', kind: 'Secret', name: 'argocd-redis', namespace: 'argocd' },
  ],
  secrets: ({ options, platform }) => [
    ...repositoryCredential(options.repository, platform),
    ...clusterCredentials(platform),
  ],
  values: (context) => ({
    global: { image: { tag: context.options.release } },
    crds: { install: false },
    configs: {
      cm: argocdCm(context),
      params: {
        // Contour ends TLS in front of it
        'server.insecure': true,
        // a commit touches many Applications at once, and each rendering runs Kustomize and Helm
        'reposerver.parallelism.limit': 5,
        ...(sharesOf(context.platform.clusters.length) > 1 ? processors : {}),
      },
      rbac: {
        'policy.default': 'role:readonly',
        'policy.csv': policy(context.platform),
      },
    },
    ...workloads(context.options, context.platform),
  }),
  clusterValues: ({ options, cluster }) => ({ global: { domain: hosts(options, cluster).web } }),
});

type Context = PlatformContext<'argocd'>;

function argocdCm({ options: { sso }, platform }: Context): ChartValues {
  const github = sso === undefined || platform.access === undefined ? undefined : connectors(sso, platform.access);
  return {
    'application.resourceTrackingMethod': 'annotation',
    'kustomize.buildOptions': '--enable-helm',
    ...(github === undefined ? {} : { 'admin.enabled': false, 'dex.config': github }),
    ...healthChecks(platform),
    ...exclusions(platform.exclusions),
  };
}

function healthChecks({ health }: PlatformFacts): ChartValues {
  const groups = Object.keys(health).filter((key) => key.endsWith('/*'));
  const kinds = Object.keys(health).filter((key) => !key.endsWith('/*'));
  const wildcards = Object.fromEntries(groups.sort().map((group) => [group, { 'health.lua': health[group] }]));
  return {
    // a key of a ConfigMap cannot hold a wildcard; the text of this one can
    ...(groups.length > 0 ? { 'resource.customizations': toYaml(wildcards) } : {}),
    ...Object.fromEntries(kinds.sort().map((kind) => [`resource.customizations.health.${kind}`, health[kind]])),
  };
}
