import type { Upkeep } from '../../component.ts';
import type { KumaOptions } from '../../generated/options.ts';

/** What people do when a namespace joins or leaves the mesh, or the mesh goes. */
export function upkeep({ namespaces }: Pick<KumaOptions, 'namespaces'>): readonly Upkeep[] {
  const names = Object.keys(namespaces);
  if (names.length === 0) return [];
  return [
    {
      title: 'Let a namespace join or leave the mesh',
      text: 'A pod has a proxy or none from its first second, so restart what runs in the namespace once Argo CD has changed its label. Before the mesh is switched off every namespace must have left: Kuma keeps a mesh that has proxies.',
      commands: names.map((name) => `kubectl -n ${name} rollout restart deployment,statefulset,daemonset`),
    },
    {
      title: 'Go from `permissive` to `strict`',
      text: 'First see that nothing unencrypted arrives any more: the pods that are not listed with a proxy must not call those that are.',
      commands: ['kubectl get dataplanes --all-namespaces'],
    },
  ];
}
