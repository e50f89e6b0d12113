import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { outsideBecause } from './outside.ts';
import { install } from './stages/install.ts';
import { mesh } from './stages/mesh.ts';
import { upkeep } from './upkeep.ts';

/** Kuma: a service mesh on one cluster. Upstream: kumahq/kuma. */
export const kuma = defineComponent({
  name: 'kuma',
  summary: 'A service mesh: pods of the namespaces that take part talk encrypted, and know who they talk to',
  // without the label Kuma's webhooks would not look at the policies in its own namespace
  needsMachines: true,
  namespace: { name: 'kuma-system', podSecurity: 'restricted', labels: { 'kuma.io/sidecar-injection': 'false' } },
  namespaces: ({ options }) =>
    Object.keys(options.namespaces)
      .filter((name) => outsideBecause(name) === undefined)
      .map((name) => ({ name, labels: { 'kuma.io/sidecar-injection': 'enabled' } })),
  pitfalls: [
    'The chart makes the certificate of its webhooks anew at every render, and restarts the control plane with it. Here cert-manager makes it, and two renders are the same bytes.',
    'The control plane reads its certificate once, when it starts, and proxies keep the authority that they started with. So that a renewal cuts nobody off, the authority is one of its own that lasts twenty years with one key, and the certificate lasts ten.',
    "Argo CD would run the chart's hooks at every sync, and hangs on their Jobs, which vanish as soon as they end. They are left out: the namespace has its label, the CRDs come with the chart, and no webhook is in the way of a removal, since the control plane goes before what it watches.",
    'The control plane taints a node on which the CNI plugin is not ready (`NodeReadiness:NoSchedule`), so that no pod starts outside of the mesh. It tolerates that taint itself, and on removal it goes before the plugin; else every node would keep the taint, and nothing could start any more.',
    'While the control plane is away, pods of namespaces that take part are not created, since they would start outside of the mesh. Namespaces that the cluster needs to repair itself cannot take part.',
    'The plugin joins the network that is there (`network`). It is in kube-system, the one namespace that Talos exempts from Pod Security, and on every node whatever its taints.',
    "Kuma's containers do not say what the Pod Security level `restricted` asks for; a ContainerPatch does, so that such namespaces can take part.",
    'The control plane makes a mesh `default` and policies for it at run time. Here git has the mesh, and no policy that git does not have is made. Timeouts and retries are those of the application until a MeshTimeout or MeshRetry says otherwise.',
    'Kuma refuses another certificate authority for a mesh that has one, and it refuses to remove a mesh that has proxies: take its namespaces out first, and restart their pods.',
    'With `strict`, a namespace refuses what comes from outside of the mesh, the requests of Contour included. Start `permissive`, and go on when nothing unencrypted arrives any more.',
    'With certificates and without a permission nobody may talk to anybody. One MeshTrafficPermission lets every member of the mesh in; narrower ones with `deny` go before it.',
    'A pod gets its proxy when it is created: restart the workloads of a namespace after it has joined.',
    '`namespaceAllowList` of the chart gives the CNI plugin its rights in a namespace where it is not, so that no pod starts; it stays empty.',
  ],
  stages: { install, mesh },
  check,
  upkeep: ({ options }) => upkeep(options),
});
