import { defineStage } from '../../../component.ts';

/** kubeseal looks for the controller under this name, in kube-system. */
const NAME = 'sealed-secrets-controller';

const service = (name: string, port: number) =>
  ({ apiVersion: 'v1', kind: 'Service', name, namespace: 'kube-system', ports: [port] }) as const;

/** The controller, which has the keys, and the CRD. */
export const install = defineStage('sealed-secrets', {
  summary: 'the controller that opens sealed values, with its CRD',
  chart: {
    repository: 'https://bitnami-labs.github.io/sealed-secrets',
    name: 'sealed-secrets',
    version: '2.18.5',
    clusterKinds: [
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
  },
  provides: [
    service(NAME, 8080),
    service(`${NAME}-metrics`, 8081),
    { apiVersion: 'v1', kind: 'ServiceAccount', name: NAME, namespace: 'kube-system' },
  ],
  providesKinds: [{ group: 'bitnami.com', versions: ['v1alpha1'], kinds: ['SealedSecret'] }],
  values: ({ options: { keyRenewal } }) => ({
    fullnameOverride: NAME,
    keyrenewperiod: keyRenewal === '720h' ? undefined : keyRenewal,
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
    containerSecurityContext: { allowPrivilegeEscalation: false, seccompProfile: { type: 'RuntimeDefault' } },
  }),
});
