import { defineComponent } from '../../component.ts';
import { install } from './stages/install.ts';

/** What every cluster has of its own, as far as plain objects can say it. */
export const kubeSystem = defineComponent({
  name: 'kube-system',
  summary: 'Read access to the cluster for groups',
  needsMachines: true,
  namespace: { name: 'kube-system', podSecurity: 'privileged' },
  pitfalls: [
    'The role is `view`, which grows with the roles that charts aggregate to it; `system:aggregate-to-view` is only a part of it.',
    'A role reference cannot change: another role means another binding.',
    "Nothing here tolerates the edge nodes: kube-proxy and flannel, as Talos ships them, tolerate every taint, and CoreDNS has nothing to do there. The annotation `scheduler.alpha.kubernetes.io/defaultTolerations` works only with an admission plugin that is off unless the API server's arguments name it, and those are the machine's.",
  ],
  stages: { install },
});
