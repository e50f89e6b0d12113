import { kubeVirtDefinitions } from './kubevirt-definitions.ts';
import { definitionsIn } from './read-definitions.ts';
import type { CustomModule } from './read-module.ts';

/**
 * The Go modules that carry the CustomResourceDefinitions of what a platform installs, each in the version that Plinth's components
 * install. Of external-secrets the module proxy has no newer version: fields that its chart brought later are not known, so nothing is refused by it.
 */
export const customModules: readonly CustomModule[] = [
  of('github.com/argoproj/argo-cd/v3', 'v3.5.1', 'manifests/crds'),
  of('github.com/bitnami-labs/sealed-secrets', 'v0.36.6', 'helm/sealed-secrets/crds'),
  of('github.com/cert-manager/cert-manager', 'v1.21.1', 'deploy/crds'),
  of('github.com/crossplane/crossplane/v2', 'v2.3.4', 'cluster/crds'),
  { ...of('github.com/external-secrets/external-secrets', 'v1.3.2', 'config/crds/bases'), isBehind: true },
  of('github.com/grafana/grafana-operator/v5', 'v5.24.0', 'config/crd/bases'),
  of('github.com/kubernetes-csi/external-snapshotter/client/v8', 'v8.6.0', 'config/crd'),
  of('github.com/projectcontour/contour', 'v1.33.6', 'examples/contour/01-crds.yaml'),
  of('github.com/prometheus-operator/prometheus-operator', 'v0.93.0', 'example/prometheus-operator-crd'),
  of('github.com/rook/rook', 'v1.20.6', 'deploy/examples/crds.yaml'),
  { module: 'kubevirt.io/kubevirt', version: 'v1.9.0', definitions: kubeVirtDefinitions },
  of('sigs.k8s.io/external-dns', 'v0.22.0', 'config/crd/standard'),
  of('sigs.k8s.io/gateway-api', 'v1.6.1', 'config/crd/standard'),
  of('sigs.k8s.io/secrets-store-csi-driver', 'v1.6.0', 'charts/secrets-store-csi-driver/crds'),
];

function of(module: string, version: string, place: string): CustomModule {
  return { module, version, definitions: (folder) => definitionsIn(folder, place) };
}
