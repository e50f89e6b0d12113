import { type PlainMap, valueAt } from '../../map.ts';
import { type ContainerOptions, containerOptions, type KnownSecret, unsaid } from './container-options.ts';
import type { NotExpressed } from './source-folder.ts';
import { nameOfObject, ofKind, type SourceObject } from './source-object.ts';
import { certificatesOf, type SourceRoute } from './source-routes.ts';
import { listAt, textAt } from './texts.ts';
import type { VaultSecret } from './vault-secrets.ts';

/** An app as one cluster has it. */
export interface FoundApp {
  readonly name: string;
  readonly options: PlainMap;
  readonly files: readonly string[];
}

/** The apps of one cluster, what they are made of, and what of it no option says. */
export interface FoundApps {
  readonly apps: readonly FoundApp[];
  readonly used: readonly SourceObject[];
  readonly rest: readonly NotExpressed[];
}

const POD = ['spec', 'template', 'spec'];

interface Around {
  readonly objects: readonly SourceObject[];
  readonly routes: readonly SourceRoute[];
  readonly vaultSecrets: readonly VaultSecret[];
  /** Namespaces of components, whose own Deployments are no apps. */
  readonly taken: ReadonlyMap<string, string>;
  /** The issuer that signs where nothing says which, if it is not the usual one. */
  readonly issuer?: string;
}

/** Reads Deployments with their Services, routes and claims: one alone in its namespace is an app, several are services of one. */
export function appsIn(around: Around): FoundApps {
  const every = ofKind(around.objects, 'Deployment').filter(({ object }) => object.apiVersion === 'apps/v1');
  const all = every.filter(({ object }) => !around.taken.has(object.metadata.namespace ?? ''));
  const spaces = new Map<string, SourceObject[]>();
  for (const each of all) {
    const { namespace } = each.object.metadata;
    if (namespace !== undefined) spaces.set(namespace, [...(spaces.get(namespace) ?? []), each]);
  }
  const found = [...spaces]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, deployments]) => appOf(namespace, deployments, around));
  const homeless = all.filter(({ object }) => object.metadata.namespace === undefined);
  return {
    apps: found.flatMap(({ app }) => (app === undefined ? [] : [app])),
    used: found.flatMap(({ used }) => used),
    rest: [
      ...found.flatMap(({ rest }) => rest),
      ...every
        .filter((each) => !all.includes(each))
        .map((each) => ({
          file: each.file,
          what: nameOfObject(each),
          why: `it is in the namespace of ${around.taken.get(each.object.metadata.namespace ?? '')}`,
        })),
      ...homeless.map((each) => ({ file: each.file, what: nameOfObject(each), why: 'nothing says its namespace' })),
    ],
  };
}

interface OneApp {
  readonly app?: FoundApp;
  readonly used: readonly SourceObject[];
  readonly rest: FoundApps['rest'];
}

function appOf(namespace: string, deployments: readonly SourceObject[], around: Around): OneApp {
  const read = deployments.map((each) => serviceOf(each, namespace, around));
  const rest = read.flatMap((each) => each.rest);
  const whole = read.filter((each) => each.options !== undefined);
  const [first] = whole;
  if (first === undefined) return { used: [], rest };
  const used = whole.flatMap((each) => each.used);
  const files = [...new Set(used.map(({ file }) => file))];
  if (whole.length === 1) {
    const space = first.name === namespace ? {} : { namespace };
    return { app: { name: first.name, options: { ...space, ...first.options }, files }, used, rest };
  }
  const services = Object.fromEntries(whole.map(({ name, options }) => [name, options]));
  return { app: { name: namespace, options: { services }, files }, used, rest };
}

interface OneService {
  readonly name: string;
  readonly options?: PlainMap;
  readonly used: readonly SourceObject[];
  readonly rest: FoundApps['rest'];
}

function serviceOf(from: SourceObject, namespace: string, around: Around): OneService {
  const { name } = from.object.metadata;
  const containers = listAt(from.object, ...POD, 'containers');
  if (containers.length !== 1 || listAt(from.object, ...POD, 'initContainers').length > 0)
    return { name, used: [], rest: [{ file: from.file, what: nameOfObject(from), why: 'an app has one container' }] };
  const here = around.objects.filter(({ object }) => object.metadata.namespace === namespace);
  const claims = new Map(ofKind(here, 'PersistentVolumeClaim').map((each) => [each.object.metadata.name, each]));
  const read = containerOptions(from, POD, secretsOf(namespace, around), claims);
  const service = ofKind(here, 'Service').find(({ object }) => selects(object, from));
  const routed =
    service === undefined
      ? []
      : around.routes.filter((each) => each.namespace === namespace && each.service === service.object.metadata.name);
  const replicas = valueAt(from.object, 'spec', 'replicas');
  const { image, ...others } = read.options;
  const options = {
    image,
    replicas: typeof replicas === 'number' ? replicas : 1,
    ...portFrom(read, service),
    ...routeOptions(routed, around.issuer),
    ...others,
  };
  const routes = [...new Set(routed.map((each) => each.from))];
  const kept = [...claims.values()].filter(({ object }) =>
    JSON.stringify(from.object).includes(`"claimName":${JSON.stringify(object.metadata.name)}`),
  );
  const certificates = certificatesOf(routed, here);
  const named = Object.keys((read.options['secrets'] ?? {}) as PlainMap);
  const secrets = around.vaultSecrets.filter((each) => each.namespace === namespace && named.includes(each.name));
  const used = [
    from,
    ...(service === undefined ? [] : [service]),
    ...routes,
    ...certificates,
    ...kept,
    ...secrets.map((each) => each.from),
  ];
  const why = 'no option says it';
  const parts = [
    { each: from, said: [...read.said, 'spec.replicas'] },
    ...(service === undefined ? [] : [{ each: service, said: servicesSaid(service, options) }]),
    ...routes.map((each) => ({ each, said: routeSaid(routed) })),
    ...certificates.map((each) => ({ each, said: ['spec'] })),
    ...kept.map((each) => ({
      each,
      said: ['spec.resources.requests.storage', 'spec.storageClassName', 'spec.accessModes', 'spec.volumeMode'],
    })),
  ];
  return {
    name,
    options,
    used,
    rest: [
      ...parts.flatMap(({ each, said }) =>
        unsaid(each, said).map((path) => ({
          file: each.file,
          what: `${nameOfObject(each)}: ${path}`,
          why,
          leaf: { object: each, path },
        })),
      ),
      ...read.credentials.map((path) => ({
        file: from.file,
        what: `${nameOfObject(from)}: ${path}`,
        why: 'it looks like a credential, which belongs into Vault and by its name under `secrets`',
      })),
    ],
  };
}

function secretsOf(namespace: string, { vaultSecrets }: Around): ReadonlyMap<string, KnownSecret> {
  const here = vaultSecrets.filter((each) => each.namespace === namespace);
  return new Map(
    here.map(({ name, keys, isGenerated }) => [name, { keys, ...(isGenerated ? { from: 'generated' as const } : {}) }]),
  );
}

function selects(service: PlainMap, { object }: SourceObject): boolean {
  const selector = valueAt(service, 'spec', 'selector');
  const labels = valueAt(object, 'spec', 'template', 'metadata', 'labels');
  const entries = Object.entries((selector ?? {}) as PlainMap);
  return entries.length > 0 && entries.every(([key, value]) => valueAt(labels, key) === value);
}

/** Where the container names no port, the one that its Service goes to. */
function portFrom({ options }: ContainerOptions, service: SourceObject | undefined): PlainMap {
  if (options['port'] !== undefined || service === undefined) return {};
  const [only, ...others] = listAt(service.object, 'spec', 'ports');
  const port = valueAt(only, 'targetPort') ?? valueAt(only, 'port');
  return others.length === 0 && typeof port === 'number' ? { port } : {};
}

function routeOptions(routed: readonly SourceRoute[], usual: string | undefined): PlainMap {
  const hosts = [...new Set(routed.map(({ host }) => host))];
  const [host, ...aliases] = hosts;
  if (host === undefined) return {};
  const paths = new Set(routed.map(({ path }) => path));
  const [path = '/'] = paths;
  const issuer = routed.find((each) => each.issuer !== undefined)?.issuer ?? usual;
  const routing = routed[0]?.routing ?? 'httpproxy';
  return {
    host,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(paths.size === 1 && path !== '/' ? { path } : {}),
    ...(issuer === undefined || issuer === 'letsencrypt-prod' ? {} : { issuer }),
    ...(routing === 'httpproxy' ? {} : { routing }),
  };
}

function servicesSaid({ object }: SourceObject, options: PlainMap): readonly string[] {
  const [only, ...others] = listAt(object, 'spec', 'ports');
  const isSame = others.length === 0 && valueAt(only, 'port') === options['port'];
  const isUsual = (textAt(object, 'spec', 'type') ?? 'ClusterIP') === 'ClusterIP';
  const ports = isSame
    ? ['spec.ports']
    : [`spec.ports[${textAt(only, 'name') ?? 0}].targetPort`, `spec.ports[${textAt(only, 'name') ?? 0}].name`];
  return [...ports, ...(isUsual ? ['spec.type'] : [])];
}

function routeSaid(routed: readonly SourceRoute[]): readonly string[] {
  const several = new Set(routed.map(({ path }) => path)).size > 1;
  return [
    'spec.virtualhost.fqdn',
    'spec.virtualhost.tls.secretName',
    'spec.hostnames',
    'spec.tls',
    'metadata.annotations.cert-manager.io/cluster-issuer',
    ...(several ? [] : ['spec.rules', 'spec.routes']),
  ];
}
