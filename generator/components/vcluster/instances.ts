import type { ComponentOptions } from '../../generated/options.ts';
import { membersOf, type NamedMember, sandboxName } from '../../members.ts';
import type { ClusterFacts, PlatformFacts } from '../../model.ts';

type Options = ComponentOptions['vcluster'];

interface Context {
  readonly platform: PlatformFacts;
  readonly cluster: ClusterFacts;
  readonly options: Options;
}

/** A cluster inside a cluster, with all that it is told. */
export type Instance = Omit<Options['instances'][string], 'kubernetes'> & {
  readonly name: string;
  readonly kubernetes: string;
  /** Whether the cluster around it is to enforce its network policies. */
  readonly networkPolicies: boolean;
};

/** What an instance is that nothing more is said of. */
const plain: Options['instances'][string] = { size: '5Gi', memory: '2Gi', isolated: false };

/** The members who have a sandbox on a cluster. */
export function sandboxed({ platform, options }: Pick<Context, 'platform' | 'options'>): readonly NamedMember[] {
  return options.sandboxes === undefined ? [] : membersOf(platform.access).filter(({ sandbox }) => sandbox);
}

/** The clusters inside a cluster, sorted by name: those of the component's list, those of the platform that have it as their host, and sandboxes. */
export function instances({ platform, cluster, options }: Context): readonly Instance[] {
  const registered = new Map(clustersInside({ platform, cluster }).map((each) => [each.name, each]));
  const sandboxes = new Set(sandboxed({ platform, options }).map(({ name }) => sandboxName(name)));
  const names = [...new Set([...registered.keys(), ...sandboxes, ...Object.keys(options.instances)])].sort();
  return names.map((name) => {
    const own = sandboxes.has(name) ? sandbox(name, options) : (options.instances[name] ?? plain);
    const { kubernetes = own.kubernetes ?? options.kubernetes, networkPolicies = false } = registered.get(name) ?? {};
    return { ...own, name, kubernetes: minor(kubernetes), networkPolicies };
  });
}

/** Whatever else is said of a sandbox, it stays cut off, and has an end. */
function sandbox(name: string, { instances: listed, sandboxes }: Options): Options['instances'][string] {
  const usual = { ...plain, ...sandboxes };
  return { ...usual, ...listed[name], isolated: true };
}

/** The clusters of the platform that run inside a cluster. */
export function clustersInside({
  platform,
  cluster,
}: Pick<Context, 'platform' | 'cluster'>): PlatformFacts['clusters'] {
  return platform.clusters.filter(({ host }) => host === cluster.name);
}

function minor(kubernetes: string): string {
  return kubernetes.split('.').slice(0, 2).join('.');
}

/** The namespace that a cluster inside has for itself. */
export function namespaceOf(name: string): string {
  return `vc-${name}`;
}

/** Where the API of a cluster inside is, from anywhere in the cluster around it. */
export function serviceHost(name: string): string {
  return `${name}.${namespaceOf(name)}.svc`;
}
