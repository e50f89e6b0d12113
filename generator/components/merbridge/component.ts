import { type CheckContext, defineComponent, type Finding } from '../../component.ts';
import { install } from './stages/install.ts';

/** Merbridge: eBPF instead of iptables for the mesh. Upstream: merbridge/merbridge. */
export const merbridge = defineComponent({
  name: 'merbridge',
  summary: 'Short cuts for the mesh: eBPF takes traffic to and from its proxies instead of iptables',
  needsMachines: true,
  namespace: { name: 'merbridge', podSecurity: 'privileged' },
  pitfalls: [
    'Upstream publishes no chart, and its manifests name the image `latest`; here are objects of its own, with an exact tag, and without the folders of the node that only its CNI mode needs.',
    'Merbridge 0.8.1 is its last release, of April 2023, and made for the Kuma of that time. Without it the mesh is as safe and a little slower: switch it off first when traffic in the mesh goes astray.',
    "It finds Kuma's proxies among the containers of a pod, not among the sidecars that Kubernetes knows by itself, so Kuma must have `nativeSidecars: false`.",
    "Kuma's own eBPF is a build of the same program; only one of the two can be on.",
    'It needs Linux 5.7 and cgroup v2, which every supported Talos has. Its programs read no memory of the kernel, so that they load although Talos with Secure Boot locks that down.',
    'It needs the hooks of the node for itself. Cilium takes them for its socket load balancing, and then nothing of Merbridge attaches.',
    'It looks for pods by the name of its host. Where nodes are registered by their full name (`registerWithFQDN` of Talos) it finds none.',
    'It is privileged, in a namespace of its own, and takes its programs off the node when it ends in order. After a crash they stay until it starts again or the node does.',
  ],
  stages: { install },
  *check(context) {
    yield* nativeSidecars(context);
    yield* cilium(context);
  },
});

type Context = CheckContext<'merbridge'>;

/** It would find no pod of the mesh, and say nothing. */
function* nativeSidecars({ enabled: { kuma } }: Context): Iterable<Finding> {
  if (kuma === undefined || !kuma.nativeSidecars) return;
  yield {
    code: 'wrong-value',
    severity: 'error',
    path: [],
    message: '`merbridge` does not see the native sidecars that `kuma.nativeSidecars` asks for',
    hint: 'set `kuma.nativeSidecars: false`, or leave `merbridge` out',
  };
}

function* cilium({ enabled: { kuma } }: Context): Iterable<Finding> {
  if (kuma === undefined || !kuma.network.includes('cilium')) return;
  yield {
    code: 'wrong-value',
    severity: 'warning',
    path: [],
    message: `\`kuma.network\` is Cilium's \`${kuma.network}\`: with socket load balancing it has the hooks that \`merbridge\` needs`,
    hint: "switch off Cilium's `socketLB`, or leave `merbridge` out",
  };
}
