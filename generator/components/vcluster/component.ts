import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { instances, namespaceOf } from './instances.ts';
import { instances as instancesStage } from './stages/instances.ts';
import { registrations } from './stages/registrations.ts';

/** vcluster: Kubernetes clusters inside a cluster. Upstream: loft-sh/vcluster. */
export const vcluster = defineComponent({
  name: 'vcluster',
  summary: 'Kubernetes clusters inside this one, each in a namespace of its own',
  needsMachines: true,
  namespace: { name: 'vcluster', podSecurity: 'restricted' },
  clusterNamespaces: (context) =>
    instances(context).map(({ name }) => ({ name: namespaceOf(name), podSecurity: 'baseline' })),
  pitfalls: [
    'Pods of a cluster inside run in its namespace here, and may do what this namespace allows: `baseline`, whatever the cluster inside says of its own namespaces.',
    'Each cluster inside is an installation of its own, with its own values; one that is taken out of the list is removed with all that is in it, and its volume stays.',
    'The chart brings an image with paid features that are off; here it is the one without them, and nothing is reported to the maker.',
    'Its certificate is for `<name>.<namespace>`, which Go and Argo CD do not ask for; the full name of its Service is added.',
    'Ingresses and the storage classes that they need are of the cluster outside; they are shown inside, so that nothing has to be installed twice.',
    'A sandbox is a cluster of one member: its namespace lets in the group that Omni has them in, to the Secret with its login and to its port. Who leaves, leaves a namespace with a volume behind, as everything here does; `kubectl delete namespace vc-sandbox-<member>` ends it.',
    'A quota refuses every pod that asks for nothing in particular; the chart sets a default for those, and only where there is a quota.',
    'A quota of the chart limits what nobody asked for, such as ephemeral storage and the number of Secrets; here only what is written counts.',
    'The Secret that vcluster exports has a kubeconfig where Argo CD wants JSON, and neither name nor server nor label. A cluster with `host` on the hub is registered in the right form by a pod that reads that one Secret and writes that one other.',
    'The volume of a StatefulSet cannot be changed: with another `size`, Argo CD fails to sync and says so.',
  ],
  stages: { instances: instancesStage, registrations },
  check,
});
