import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { OPERATOR_NAMESPACE } from '../names.ts';
import { roles } from '../roles.ts';

/** The operator's release by its commit, since a branch of that name could move, and its number. */
const release = { commit: 'ae80b4341d0805ef04279c0d16c921a69109d9f5', version: '0.1.7' } as const;

const app = { app: 'pixie-operator' };

/**
 * The operator as a Deployment. Upstream brings it by the Operator Lifecycle Manager, which needs every right in the cluster and updates the operator
 * from a catalogue by itself; the operator itself needs neither.
 */
export const install = defineStage('pixie', {
  summary: 'the operator of Pixie, with its CRD',
  manifests: () => [
    `https://raw.githubusercontent.com/pixie-io/pixie/${release.commit}/k8s/operator/crd/base/px.dev_viziers.yaml`,
  ],
  clusterKinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  providesKinds: [{ group: 'px.dev', versions: ['v1alpha1'], kinds: ['Vizier'] }],
  resources: () => [...roles(), operator()],
});

function operator(): KubernetesObject {
  return create('apps/v1', 'Deployment', {
    metadata: { name: 'vizier-operator', namespace: OPERATOR_NAMESPACE },
    spec: {
      replicas: 1,
      // two of them would bring the same instance at once
      strategy: { type: 'Recreate' },
      selector: { matchLabels: app },
      template: {
        metadata: { labels: app },
        spec: {
          serviceAccountName: 'pixie-operator',
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10100,
            runAsGroup: 10100,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'app',
              image: `gcr.io/pixie-oss/pixie-prod/operator-operator_image:${release.version}`,
              resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
          ],
        },
      },
    },
  });
}
