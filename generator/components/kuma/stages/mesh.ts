import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import { authority } from '../authorities.ts';

const namespace = 'kuma-system';
const labels = { 'kuma.io/mesh': 'default' };

/** The mesh with its authority, who may talk in it, and which namespaces also take what is not encrypted. */
export const mesh = defineStage('kuma', {
  summary: 'the mesh `default`, its certificates and who may talk in it',
  resources: ({ options: { meshServices, mtls, namespaces } }) => {
    const { backend } = authority(mtls);
    return [
      create('kuma.io/v1alpha1', 'Mesh', {
        metadata: { name: 'default' },
        spec: {
          // the control plane writes the object anew and leaves out what is `Disabled`
          ...(meshServices === 'Disabled' ? {} : { meshServices: { mode: meshServices } }),
          mtls: { enabledBackend: backend.name, backends: [backend] },
          skipCreatingInitialPolicies: ['*'],
        },
      }),
      create('kuma.io/v1alpha1', 'MeshTrafficPermission', {
        metadata: { name: 'within-the-mesh', namespace, labels },
        spec: {
          targetRef: { kind: 'Mesh' },
          rules: [{ default: { allow: [{ spiffeID: { type: 'Prefix', value: 'spiffe://default' } }] } }],
        },
      }),
      restricted(),
      ...Object.entries(namespaces).map(([name, each]) => encryption(name, each.mtls)),
    ];
  },
});

/** What the Pod Security level `restricted` asks of every container, and Kuma's leave unsaid. */
function restricted() {
  const nonRoot = { op: 'add', path: '/securityContext/runAsNonRoot', value: 'true' } as const;
  const seccomp = { op: 'add', path: '/securityContext/seccompProfile', value: '{"type":"RuntimeDefault"}' } as const;
  const noEscalation = { op: 'add', path: '/securityContext/allowPrivilegeEscalation', value: 'false' } as const;
  return create('kuma.io/v1alpha1', 'ContainerPatch', {
    metadata: { name: 'restricted', namespace },
    spec: { initPatch: [nonRoot, seccomp], sidecarPatch: [nonRoot, seccomp, noEscalation] },
  });
}

function encryption(name: string, mtls: 'permissive' | 'strict') {
  return create('kuma.io/v1alpha1', 'MeshTLS', {
    metadata: { name, namespace, labels },
    spec: {
      targetRef: { kind: 'Dataplane', labels: { 'k8s.kuma.io/namespace': name } },
      rules: [{ default: { mode: mtls === 'strict' ? 'Strict' : 'Permissive' } }],
    },
  });
}
