import type { ComponentOptions } from '../../generated/options.ts';

type Options = ComponentOptions['vcluster'];

/** A cluster inside a cluster, with all that it is told. */
export type Instance = Options['instances'][string] & { readonly name: string; readonly kubernetes: string };

/** The clusters inside a cluster, sorted by name. */
export function instances({ options }: { readonly options: Options }): readonly Instance[] {
  return Object.entries(options.instances)
    .map(([name, each]) => ({ ...each, name, kubernetes: each.kubernetes ?? options.kubernetes }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The namespace that a cluster inside has for itself. */
export function namespaceOf(name: string): string {
  return `vc-${name}`;
}

/** Where the API of a cluster inside is, from anywhere in the cluster around it. */
export function serviceHost(name: string): string {
  return `${name}.${namespaceOf(name)}.svc`;
}
