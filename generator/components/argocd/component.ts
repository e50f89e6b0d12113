import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { access } from './stages/access.ts';
import { crds } from './stages/crds.ts';
import { install } from './stages/install.ts';

/** Argo CD: installs everything else and itself. Upstream: argoproj/argo-cd, argoproj/argo-helm. */
export const argocd = defineComponent({
  name: 'argocd',
  summary: 'Installs everything else and itself, from git',
  placement: 'hub',
  namespace: { name: 'argocd', podSecurity: 'restricted' },
  pitfalls: [
    'Argo CD gives an Application no health of its own, so the waves of the roots would not wait. The health check here waits, and also for what upstream calls healthy: an Application that cannot be compared with git, or that was applied in part.',
    "The chart's newest release is made for an older Argo CD. Images and CRDs are those of `release`, which decides the Kustomize and the Helm that build the tree; a field that an older CRD lacks would vanish without a word.",
    'Argo CD writes its keys into the Secret `argocd-secret`. The chart makes it without any, so what is applied server-side owns none and takes none back; to ignore its differences would make the sync the owner of the keys.',
    'The password of Redis is made by a Job before each sync, which leaves one that is there alone. The chart has the Job and its rights removed before each try; a sync that is tried again then waits for ever for what it has just removed, and all waves with it. Here they are removed once they have succeeded.',
    'Two builds of one checkout that pull the same chart fail one another (argoproj/argo-cd#8008), which is seen as an Application that cannot be compared, now and then. An Application with a chart is built alone.',
    'With `sso` there is no account `admin`. Until Vault brings the client secret nobody can sign in; `argocd admin dashboard -n argocd` needs only kubectl.',
    'Whoever signs in has `role:readonly`, and that reads the logs of every pod in every project: what a program logs, each member of the organisation can see.',
    'dex takes the client secret from a Secret only if it has the label `app.kubernetes.io/part-of: argocd`; it starts anew by itself when the Secret comes.',
    'A group is `<organisation>:<team>`, with the slug of the team and the organisation as `access.organization` spells it. dex would say the display name of the team, which people change.',
    'An organisation that restricts OAuth apps must approve this one, or dex sees neither its members nor its teams.',
    'dex keeps its sessions in memory and so runs once; while it restarts, only signing in has to wait.',
    'An eviction budget of this chart allows every eviction until it is given a number.',
    'gRPC needs HTTP/2 up to the server, which then does not speak HTTP/1.1 on that route: hence a host for the browser and one for `argocd login`. Each has a TLS secret of its own; the name `argocd-server-tls` is avoided, since the server reads it.',
    'Until its certificate is there a route is Degraded, and a CRD until it is established. A Degraded Application ends the sync of its root, which then waits up to five minutes before it tries again; so one that was synced less than three minutes ago counts as Progressing here.',
    'An Ingress counts as healthy when it exists: behind host ports no load balancer gives it an address, for which upstream waits.',
    'Beyond 20 clusters there are more `controllers`, which share out the clusters; one that is down leaves its share alone until it is back.',
    'Every Application says from which folders it is built (`manifest-generate-paths`), so a commit makes Argo CD render what it touches and nothing else.',
    'What Argo CD does not watch is one text: to add a kind is to say again all that the chart leaves out by itself.',
    'The chart brings network policies for each part. They hold only where the network plugin enforces them.',
  ],
  stages: { crds, install, access },
  health: {
    'argoproj.io_Application': renderText('argocd/application-health.lua', {}),
    'networking.k8s.io_Ingress': renderText('argocd/ingress-health.lua', {}),
  },
  metrics: [
    {
      name: 'argocd-application-controller',
      labels: { 'app.kubernetes.io/name': 'argocd-application-controller' },
      port: 8082,
      prefixes: ['argocd_'],
    },
  ],
  check,
});
