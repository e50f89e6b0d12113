import { defineStage } from '../../../component.ts';
import { here } from '../names.ts';
import { release } from '../release.ts';

/** The operator, whose certificates cert-manager makes. */
export const install = defineStage('opentelemetry', {
  summary: 'the operator of OpenTelemetry collectors, with its CRDs',
  needs: ['cert-manager/install'],
  chart: {
    repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
    name: 'opentelemetry-operator',
    version: release.chart,
    clusterKinds: [
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
      'apiextensions.k8s.io/CustomResourceDefinition',
      'rbac.authorization.k8s.io/ClusterRole',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    ],
  },
  provides: [
    { apiVersion: 'v1', kind: 'Service', ...here('opentelemetry-operator'), ports: [8443] },
    { apiVersion: 'v1', kind: 'Service', ...here('opentelemetry-operator-webhook'), ports: [443] },
    { apiVersion: 'v1', kind: 'ServiceAccount', ...here('opentelemetry-operator') },
  ],
  providesKinds: [
    { group: 'opentelemetry.io', versions: ['v1alpha1', 'v1beta1'], kinds: ['OpenTelemetryCollector'] },
    { group: 'opentelemetry.io', versions: ['v1alpha1'], kinds: ['Instrumentation', 'OpAMPBridge', 'TargetAllocator'] },
  ],
  values: ({ options: { replicas } }) => ({
    replicaCount: replicas === 1 ? undefined : replicas,
    pdb: replicas > 1 ? { create: true } : undefined,
    manager: {
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
      // copied to what the operator makes, Argo CD would look for its owner there
      extraArgs: ['--annotations-filter=argocd.argoproj.io/*'],
    },
    // made anew at every render, and left out only where cert-manager makes them
    admissionWebhooks: { autoGenerateCert: { enabled: false } },
  }),
});
