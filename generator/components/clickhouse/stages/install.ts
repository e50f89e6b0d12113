import { type ChartValues, defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { here, NAMESPACE, OPERATOR, SERVER_TLS } from '../names.ts';
import { release } from '../release.ts';

const group = 'clickhouse.altinity.com';
const keeperGroup = 'clickhouse-keeper.altinity.com';

/** The operator, which serves its own namespace and no other. */
export const install = defineStage('clickhouse', {
  summary: "Altinity's operator of ClickHouse, with its CRDs",
  chart: {
    repository: 'https://helm.altinity.com',
    name: 'altinity-clickhouse-operator',
    version: release.chart,
    release: OPERATOR,
    clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  },
  provides: [
    { apiVersion: 'v1', kind: 'ServiceAccount', ...here(OPERATOR) },
    { apiVersion: 'v1', kind: 'Service', ...here(`${OPERATOR}-metrics`), ports: [8888, 9999] },
  ],
  providesKinds: [
    {
      group,
      versions: ['v1'],
      kinds: ['ClickHouseInstallation', 'ClickHouseInstallationTemplate', 'ClickHouseOperatorConfiguration'],
    },
    { group: keeperGroup, versions: ['v1'], kinds: ['ClickHouseKeeperInstallation'] },
  ],
  secrets: () => [
    {
      ...here(OPERATOR),
      purpose: "the operator's own user in ClickHouse",
      keys: ['username', 'password'],
      known: { username: 'clickhouse_operator' },
      origin: 'generated',
    },
  ],
  resources: () => seesItsCrds(),
  values: () => ({
    fullnameOverride: OPERATOR,
    // a Job at every sync that applies again what is in `crds/`, from a ConfigMap too large to be applied
    crdHook: { enabled: false },
    // without it the operator may read every Secret of the cluster
    rbac: { namespaceScoped: true },
    // a password that everyone knows
    secret: { create: false },
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    operator: container({ requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } }),
    metrics: container({ requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } }),
    configs: { files: { 'config.yaml': operation } },
  }),
});

/** What the operator does differently from its defaults. */
const operation: ChartValues = {
  // it is held against the servers' certificate in every connection that the operator makes
  security: {
    clickhouse: { tls: { verify: 'Strict', minVersion: '1.2', rootCASecretRef: { name: SERVER_TLS, key: 'ca.crt' } } },
  },
  // copied to what the operator makes, Argo CD would take that for its own and remove it, volumes too
  annotation: { exclude: ['argocd.argoproj.io/tracking-id'] },
  label: { exclude: ['argocd.argoproj.io/instance'] },
};

/** The operator reads its credentials once, when it starts, and goes on without; so it does not start before they are there. */
function container(resources: ChartValues): ChartValues {
  return {
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    resources,
    env: [{ name: 'WAITS_FOR_CREDENTIALS', valueFrom: { secretKeyRef: { name: OPERATOR, key: 'username' } } }],
  };
}

/** An operator that cannot see that its CRD is being removed takes every installation for one to be deleted, data included. */
function seesItsCrds(): readonly KubernetesObject[] {
  const name = `${OPERATOR}-crds`;
  const rule = {
    apiGroups: ['apiextensions.k8s.io'],
    resources: ['customresourcedefinitions'],
    resourceNames: [`clickhouseinstallations.${group}`, `clickhousekeeperinstallations.${keeperGroup}`],
    verbs: ['get'],
  };
  return [
    create('rbac.authorization.k8s.io/v1', 'ClusterRole', { metadata: { name }, rules: [rule] }),
    create('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: OPERATOR, namespace: NAMESPACE }],
    }),
  ];
}
