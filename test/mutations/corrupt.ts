import type { KubernetesObject } from '../../generator/kubernetes/object.ts';

/** Numbers that look like chance and are the same at each run. */
export type Random = (below: number) => number;

export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Fields = { [key: string]: unknown };
type Path = readonly (string | number)[];

/** One way to spoil an object, and whether a cluster that gets it is broken: decided by hand. */
export interface Operator {
  readonly name: string;
  readonly isBreaking: boolean;
  /** The same object, spoilt at one place; undefined where it has none. */
  corrupt(object: KubernetesObject, random: Random): KubernetesObject | undefined;
}

interface Place {
  readonly path: Path;
  readonly value: unknown;
}

function placesIn(value: unknown, path: Path = []): readonly Place[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, each]) =>
          placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [{ path, value }, ...inside];
}

type Change = (parent: Fields, key: string, random: Random) => void;

function changed(object: KubernetesObject, path: Path, random: Random, change: Change): KubernetesObject {
  // parts that an object has in common with itself must not change together, as a structured clone would have them
  const copy = JSON.parse(JSON.stringify(object)) as Fields;
  const parent = path.slice(0, -1).reduce<Fields>((each, key) => each[key] as Fields, copy);
  change(parent, String(path.at(-1)), random);
  return copy as unknown as KubernetesObject;
}

/** Changes one of the places that `isPlace` chooses. */
function at(isPlace: (place: Place, object: KubernetesObject) => boolean, change: Change): Operator['corrupt'] {
  return (object, random) => {
    const places = placesIn(object).filter((each) => each.path.length > 0 && isPlace(each, object));
    const place = places[random(places.length)];
    return place === undefined ? undefined : changed(object, place.path, random, change);
  };
}

interface Workload {
  readonly spec: { readonly selector: { readonly matchLabels: object } };
}

const rename: Change = (parent, key) => {
  parent[key] = `${String(parent[key])}-x`;
};
/** Puts another value in a place. */
const replaced =
  (by: (before: unknown, random: Random) => unknown): Change =>
  (parent, key, random) => {
    parent[key] = by(parent[key], random);
  };
const last = ({ path }: Place) => path.at(-1);
const parentOf = ({ path }: Place) => path.at(-2);
const has = (path: Path, ...keys: readonly string[]) => keys.some((key) => path.includes(key));

/** Texts that are the name of another object. */
const nameKeys = new Set([
  'serviceAccountName',
  'claimName',
  'storageClassName',
  'ingressClassName',
  'gatewayClassName',
]);
const nameParents = new Set([
  'secretKeyRef',
  'configMapKeyRef',
  'secretRef',
  'configMap',
  'issuerRef',
  'roleRef',
  'serviceAccount',
  'providerConfigRef',
  'runtimeConfigRef',
  'dataVolume',
]);
const isName = (place: Place, { kind }: KubernetesObject) =>
  typeof place.value === 'string' &&
  !has(place.path, 'labels', 'annotations', 'data') &&
  (nameKeys.has(String(last(place))) ||
    (last(place) === 'secretName' && kind !== 'Certificate') ||
    (last(place) === 'name' && nameParents.has(String(parentOf(place)))) ||
    (last(place) === 'name' && place.path.at(-3) === 'services'));

/** Kinds of which every one in the platform is named by another, or by a chart's values. */
const named = new Set([
  'Certificate',
  'ConfigMap',
  'DataVolume',
  'DeploymentRuntimeConfig',
  'Namespace',
  'PasswordPolicy',
  'PersistentVolumeClaim',
  'Policy',
  'Role',
  'Service',
  'VaultSecret',
]);

/** Maps in which people may write any key. */
const free = [
  'labels',
  'annotations',
  'data',
  'stringData',
  'matchLabels',
  'selector',
  'nodeSelector',
  'parameters',
  'requests',
  'limits',
  'exporters',
  'receivers',
  'processors',
  'extensions',
  'pipelines',
  'files',
  'settings',
  'rawConfig',
  'scheme',
  'topology',
];

export const operators: readonly Operator[] = [
  { name: 'a reference is renamed', isBreaking: true, corrupt: at(isName, rename) },
  {
    name: 'what others name is renamed',
    isBreaking: true,
    corrupt: (object, random) => {
      // Pixie looks for its scripts by a label
      if (!named.has(object.kind) || object.metadata.namespace === 'pl') return undefined;
      if (object.kind === 'Certificate') return at((place) => last(place) === 'secretName', rename)(object, random);
      if (object.kind === 'VaultSecret')
        return at(({ path }) => path.join('.') === 'spec.output.name', rename)(object, random);
      return at(({ path }) => path.join('.') === 'metadata.name', rename)(object, random);
    },
  },
  {
    name: 'a port is another',
    isBreaking: true,
    corrupt: at(
      ({ path, value }, { kind, metadata }) =>
        // nobody calls the virtual machine
        (kind === 'Service' && metadata.name !== 'build' && ['port', 'targetPort'].includes(String(path.at(-1)))) ||
        (kind === 'HTTPProxy' && path.at(-1) === 'port') ||
        (kind === 'Deployment' && path.at(-1) === 'port' && typeof value === 'string') ||
        (kind === 'NetworkPolicy' && path.at(-1) === 'port' && path.includes('ingress')),
      replaced((before) => (typeof before === 'number' ? before + 1 : `${before}-x`)),
    ),
  },
  {
    name: 'a label of pods is dropped',
    isBreaking: true,
    corrupt: at(
      ({ path }, object) =>
        ['Deployment', 'DaemonSet', 'StatefulSet'].includes(object.kind) &&
        path.at(-2) === 'labels' &&
        path.includes('template') &&
        Object.hasOwn((object as unknown as Workload).spec.selector.matchLabels, String(path.at(-1))),
      (parent, key) => void delete parent[key],
    ),
  },
  {
    name: 'a selector looks for another label',
    isBreaking: true,
    corrupt: at(
      ({ path }, { kind }) =>
        ['Deployment', 'DaemonSet', 'StatefulSet', 'PodDisruptionBudget'].includes(kind)
          ? path.at(-2) === 'matchLabels'
          : kind === 'Service' && path.at(-2) === 'selector',
      rename,
    ),
  },
  {
    name: 'it is in another namespace',
    isBreaking: true,
    corrupt: (object, random) => {
      if (
        ![
          'Certificate',
          'ConfigMap',
          'HTTPProxy',
          'PersistentVolumeClaim',
          'RandomSecret',
          'Role',
          'Service',
          'ServiceAccount',
          'VaultSecret',
        ].includes(object.kind)
      )
        return undefined;
      const others = ['metrics', 'default', 'kube-public'];
      return changed(
        object,
        ['metadata', 'namespace'],
        random,
        replaced(() => others[random(others.length)]),
      );
    },
  },
  {
    name: 'the namespace is taken away, or given to what has none',
    isBreaking: true,
    corrupt: ({ metadata: { namespace, ...metadata }, ...object }) =>
      ({
        ...object,
        metadata: namespace === undefined ? { ...metadata, namespace: 'default' } : metadata,
      }) as KubernetesObject,
  },
  {
    name: 'the API version is older',
    isBreaking: true,
    corrupt: (object) => {
      const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
      const older = /beta|alpha/.test(version ?? '') ? 'v1alpha0' : `${version}beta1`;
      return { ...object, apiVersion: group === '' ? older : `${group}/${older}` };
    },
  },
  {
    name: 'a field is misspelled',
    isBreaking: true,
    corrupt: at(
      ({ path }, { kind }) =>
        typeof path.at(-1) === 'string' &&
        path.length > 1 &&
        path[0] === 'spec' &&
        !has(path.slice(0, -1), ...free) &&
        kind !== 'OpenTelemetryCollector',
      (parent, key) => {
        parent[`${key}x`] = parent[key];
        delete parent[key];
      },
    ),
  },
  {
    name: 'a number is a text',
    isBreaking: true,
    corrupt: at(
      ({ path, value }) =>
        typeof value === 'number' &&
        path[0] === 'spec' &&
        !has(path, ...free) &&
        !['port', 'targetPort'].includes(String(path.at(-1))),
      replaced((before) => `${before} pieces`),
    ),
  },
  {
    name: 'an image moves',
    isBreaking: true,
    corrupt: at(
      ({ path, value }) => path.at(-1) === 'image' && typeof value === 'string' && value.includes(':'),
      replaced((before) => String(before).replace(/(:[^:/@]*)?(@.*)?$/, ':latest')),
    ),
  },
  {
    name: 'an address is of nobody',
    isBreaking: true,
    corrupt: at(
      ({ path, value }, { kind }) =>
        kind !== 'Certificate' &&
        path[0] === 'spec' &&
        typeof value === 'string' &&
        /[a-z]\.[a-z-]+\.svc\b/.test(value),
      replaced((before) => String(before).replace(/([a-z0-9-]+)\.([a-z0-9-]+)\.svc/, '$1-x.$2.svc')),
    ),
  },
  {
    name: 'more memory is asked for than may be used',
    isBreaking: true,
    corrupt: (object, random) => {
      if (!['CronJob', 'DaemonSet', 'Deployment', 'Job', 'StatefulSet'].includes(object.kind)) return undefined;
      const limits = placesIn(object).filter(({ path }) => path.at(-1) === 'memory' && path.at(-2) === 'limits');
      const place = limits[random(limits.length)];
      if (place === undefined) return undefined;
      const request = [...place.path.slice(0, -2), 'requests'];
      return changed(
        object,
        request,
        random,
        replaced((before) => ({ ...(before as object), memory: '900Gi' })),
      );
    },
  },
  {
    name: 'a workload asks for the host',
    isBreaking: true,
    corrupt: (object, random) => {
      if (object.kind !== 'Deployment') return undefined;
      return changed(
        object,
        ['spec', 'template', 'spec', 'hostNetwork'],
        random,
        replaced(() => true),
      );
    },
  },
  {
    name: 'an annotation more',
    isBreaking: false,
    corrupt: ({ metadata, ...object }) =>
      ({
        ...object,
        metadata: { ...metadata, annotations: { ...metadata.annotations, 'example.org/note': 'kept' } },
      }) as KubernetesObject,
  },
  {
    name: 'a label more',
    isBreaking: false,
    corrupt: ({ metadata, ...object }) =>
      ({
        ...object,
        metadata: { ...metadata, labels: { ...metadata.labels, 'example.org/tier': 'front' } },
      }) as KubernetesObject,
  },
  {
    name: 'less memory',
    isBreaking: false,
    corrupt: at(
      ({ path }) => path.at(-1) === 'memory' && has(path, 'requests'),
      replaced(() => '20Mi'),
    ),
  },
  {
    name: 'another replica',
    isBreaking: false,
    corrupt: at(
      ({ path, value }, { kind }) =>
        kind === 'Deployment' && path.join('.') === 'spec.replicas' && typeof value === 'number',
      replaced((before) => Number(before) + 1),
    ),
  },
  {
    name: 'another schedule',
    isBreaking: false,
    corrupt: at(
      ({ path }, { kind }) => kind === 'CronJob' && path.at(-1) === 'schedule',
      replaced(() => '7 4 * * *'),
    ),
  },
];
