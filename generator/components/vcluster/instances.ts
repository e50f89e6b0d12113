import type { ComponentOptions } from '../../generated/options.ts';
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
};

/** What an instance is that nothing more is said of. */
const plain: Options['instances'][string] = { size: '5Gi', memory: '2Gi', isolated: false };

/** The clusters inside a cluster, sorted by name: those of the component's list, and those of the platform that have it as their host. */
export function instances({ platform, cluster, options }: Context): readonly Instance[] {
  const registered = new Map(
    clustersInside({ platform, cluster }).map(({ name, kubernetes }) => [name, minor(kubernetes)]),
  );
  const names = [...new Set([...registered.keys(), ...Object.keys(options.instances)])].sort();
  return names.map((name) => {
    const own = options.instances[name] ?? plain;
    return { ...own, name, kubernetes: registered.get(name) ?? own.kubernetes ?? options.kubernetes };
  });
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
