import type { App, Database, Service } from './generated/options.ts';

/** One service of an app, under the name by which others reach it. */
export interface NamedService {
  readonly name: string;
  readonly options: Service;
  /** From the app's block to the service's options. */
  readonly path: readonly string[];
}

/** An app with its name, which its options do not say. */
export interface NamedApp {
  readonly name: string;
  readonly options: App;
}

/** The namespace of an app. */
export function namespaceOf({ name, options }: NamedApp): string {
  return options.namespace ?? name;
}

/** The services of an app: those that it names, or itself; none of one that is maintained elsewhere. */
export function servicesOf({ name, options }: NamedApp): readonly NamedService[] {
  const { services, source } = options;
  if (source !== undefined) return [];
  // where there are none, the schema sees to the image
  if (services === undefined) return [{ name, options: options as Service, path: [] }];
  const named = Object.entries(services).map(([key, each]) => ({ name: key, options: each, path: ['services', key] }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The databases of an app, by name. */
export function databasesOf({ options }: NamedApp): readonly (readonly [name: string, database: Database])[] {
  return Object.entries(options.databases).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The hosts of a service, the one in its certificate's name first. */
export function hostsOf({ options: { host, aliases } }: NamedService): readonly string[] {
  return host === undefined ? [] : [host, ...aliases];
}

/** How many of a service run: two, so that one may go, unless it says otherwise or keeps a volume, which only one can write. */
export function replicasOf({ options: { replicas, volumes } }: NamedService): number {
  return replicas ?? (Object.keys(volumes).length > 0 ? 1 : 2);
}

/** The labels by which everything of an app is found. */
export function partOf(app: string): { readonly 'app.kubernetes.io/part-of': string } {
  return { 'app.kubernetes.io/part-of': app };
}

/** The labels of the pods of one service or database. */
export function podLabels(app: string, name: string) {
  return { 'app.kubernetes.io/name': name, ...partOf(app) };
}
