import type { Path } from '../diagnostic.ts';
import { groupOf } from '../kubernetes/object.ts';
import { isMap, type PlainMap } from '../map.ts';
import { byMap, byName, type From, type Reference } from './reference.ts';

type Reader = (value: unknown, path: Path, from: From, around: PlainMap) => readonly Reference[];

const secret = { group: '', kind: 'Secret' } as const;
const configMap = { group: '', kind: 'ConfigMap' } as const;
const service = { group: '', kind: 'Service' } as const;
const account = { group: '', kind: 'ServiceAccount' } as const;
const inVault = 'redhatcop.redhat.io';

const keyOf = (value: unknown) => (isMap(value) && typeof value['key'] === 'string' ? { keys: [value['key']] } : {});
const keyedSecret: Reader = (value, path, from) => byMap(value, path, from, { ...secret, ...keyOf(value) });

/** Volumes name the keys that they mount. */
const itemsOf = (value: unknown) => {
  const items =
    isMap(value) && Array.isArray(value['items']) ? value['items'].flatMap((each) => keyOf(each).keys ?? []) : [];
  return items.length === 0 ? {} : { keys: items };
};

/** Fields that name another object, whatever kind they stand in. */
const anywhere: Readonly<Record<string, Reader>> = {
  secretKeyRef: keyedSecret,
  secretRef: keyedSecret,
  configMapKeyRef: (value, path, from) => byMap(value, path, from, { ...configMap, ...keyOf(value) }),
  configMapRef: (value, path, from) => byMap(value, path, from, configMap),
  configMap: (value, path, from) => byMap(value, path, from, { ...configMap, ...itemsOf(value) }),
  // a volume's, then one of a projected volume or of an operator
  secret: (value, path, from) => [
    ...byMap(value, path, from, { ...secret, ...itemsOf(value) }, 'secretName'),
    ...byMap(value, path, from, { ...secret, ...itemsOf(value) }),
  ],
  imagePullSecrets: (value, path, from) =>
    Array.isArray(value) ? value.flatMap((each, index) => byMap(each, [...path, index], from, secret)) : [],
  serviceAccountName: (value, path, { namespace }) => byName(value, path, { ...account, namespace }),
  claimName: (value, path, { namespace }) =>
    byName(value, path, { group: '', kind: 'PersistentVolumeClaim', namespace }),
  priorityClassName: (value, path) => byName(value, path, { group: 'scheduling.k8s.io', kind: 'PriorityClass' }),
  storageClassName: (value, path) => byName(value, path, { group: 'storage.k8s.io', kind: 'StorageClass' }),
  ingressClassName: (value, path) => byName(value, path, { group: 'networking.k8s.io', kind: 'IngressClass' }),
  gatewayClassName: (value, path) => byName(value, path, { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' }),
  issuerRef: (value, path, from) => issuer(value, path, from),
  authentication: vaultLogin,
  clientConfig: (value, path, from) =>
    isMap(value) ? byMap(value['service'], [...path, 'service'], from, service) : [],
};

function issuer(value: unknown, path: Path, from: From): readonly Reference[] {
  const kind = isMap(value) && typeof value['kind'] === 'string' ? value['kind'] : 'Issuer';
  const where = kind === 'ClusterIssuer' ? { ...from, namespace: undefined } : from;
  return byMap(value, path, where, { group: 'cert-manager.io', kind });
}

/** Fields that name another object in one kind only. */
const inKind: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  StatefulSet: { serviceName: (value, path, { namespace }) => byName(value, path, { ...service, namespace }) },
  Ingress: {
    tls: (value, path, from) => eachMap(value, path, (tls, at) => byMap(tls, at, from, secret, 'secretName')),
    service: (value, path, from) =>
      byMap(value, path, from, { ...service, ...portOf(isMap(value) ? value['port'] : undefined) }),
  },
  HTTPProxy: {
    tls: (value, path, from) => byMap(value, path, from, secret, 'secretName'),
    services: (value, path, from) =>
      eachMap(value, path, (each, at) => byMap(each, at, from, { ...service, ...portOf(each['port']) })),
  },
  HTTPRoute: {
    parentRefs: (value, path, from) =>
      eachMap(value, path, (each, at) =>
        byMap(each, at, from, { group: 'gateway.networking.k8s.io', kind: 'Gateway' }),
      ),
    backendRefs: (value, path, from) =>
      eachMap(value, path, (each, at) => byMap(each, at, from, { ...service, ...portOf(each['port']) })),
  },
  Gateway: {
    certificateRefs: (value, path, from) => eachMap(value, path, (each, at) => byMap(each, at, from, secret)),
  },
  HorizontalPodAutoscaler: {
    scaleTargetRef: (value, path, from) =>
      byMap(value, path, from, { kind: String(isMap(value) ? value['kind'] : '') }),
  },
  RoleBinding: { roleRef: (value, path, from) => role(value, path, from), subjects },
  ClusterRoleBinding: { roleRef: (value, path, from) => role(value, path, from), subjects },
  Issuer: { ca: (value, path, from) => byMap(value, path, from, secret, 'secretName') },
  ClusterIssuer: {
    ca: (value, path, from) => byMap(value, path, from, secret, 'secretName'),
    apiTokenSecretRef: keyedSecret,
    serviceAccountSecretRef: keyedSecret,
    secretAccessKeySecretRef: keyedSecret,
    tsigSecretSecretRef: keyedSecret,
  },
  RandomSecret: {
    passwordPolicyName: (value, path) =>
      byName(value, path, { group: inVault, kind: 'PasswordPolicy', namespace: 'vault' }),
  },
  KubernetesAuthEngineRole: {
    policies: (value, path) =>
      (Array.isArray(value) ? value : []).flatMap((each, index) =>
        byName(each, [...path, index], { group: inVault, kind: 'Policy', namespace: 'vault' }),
      ),
  },
  VirtualMachine: {
    dataVolume: (value, path, from) => byMap(value, path, from, { group: 'cdi.kubevirt.io', kind: 'DataVolume' }),
  },
  Provider: {
    runtimeConfigRef: (value, path) =>
      byName(isMap(value) ? value['name'] : undefined, [...path, 'name'], {
        group: 'pkg.crossplane.io',
        kind: 'DeploymentRuntimeConfig',
      }),
  },
  ManagedZone: { providerConfigRef: providerRef },
  RecordSet: { providerConfigRef: providerRef },
  Schedule: {
    storageLocation: (value, path, { namespace }) =>
      byName(value, path, { group: 'velero.io', kind: 'BackupStorageLocation', namespace }),
  },
  BackupStorageLocation: { credential: keyedSecret },
};

/** The kinds of one cloud have a group each, and its credentials the group above them. */
function providerRef(value: unknown, path: Path, { object }: From): readonly Reference[] {
  if (!isMap(value) || value['kind'] !== 'ClusterProviderConfig') return [];
  const group = groupOf(object.apiVersion).replace(/^[^.]+\.(?=[^.]+\.m\.)/, '');
  return byName(value['name'], [...path, 'name'], { group, kind: 'ClusterProviderConfig' });
}

/** The operator logs in as a service account of the object's namespace, in a role that is another of its objects. */
function vaultLogin(value: unknown, path: Path, from: From): readonly Reference[] {
  if (!isMap(value) || groupOf(from.object.apiVersion) !== inVault) return [];
  return [
    ...byMap(value['serviceAccount'], [...path, 'serviceAccount'], from, account),
    ...byName(value['role'], [...path, 'role'], {
      group: inVault,
      kind: 'KubernetesAuthEngineRole',
      namespace: 'vault',
    }),
  ];
}

function role(value: unknown, path: Path, from: From): readonly Reference[] {
  const kind = isMap(value) ? String(value['kind']) : '';
  const where = kind === 'ClusterRole' ? { ...from, namespace: undefined } : from;
  return byMap(value, path, where, { group: 'rbac.authorization.k8s.io', kind });
}

function subjects(value: unknown, path: Path, from: From): readonly Reference[] {
  return eachMap(value, path, (each, at) => (each['kind'] === 'ServiceAccount' ? byMap(each, at, from, account) : []));
}

function eachMap(
  value: unknown,
  path: Path,
  read: (each: PlainMap, at: Path) => readonly Reference[],
): readonly Reference[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each, index) => (isMap(each) ? read(each, [...path, index]) : []));
}

/** A port as Ingress has it, `{ number }` or `{ name }`, or as the others have it. */
function portOf(port: unknown): { port?: number | string } {
  if (isMap(port)) return portOf(port['number'] ?? port['name']);
  return typeof port === 'number' || typeof port === 'string' ? { port } : {};
}

/** Values of charts that are the name of something, by the names that most charts give them. */
const named: Readonly<Record<string, Reader>> = {
  existingSecret: (value, path, { namespace }) => byName(value, path, { ...secret, namespace }),
  existingClaim: (value, path, { namespace }) =>
    byName(value, path, { group: '', kind: 'PersistentVolumeClaim', namespace }),
  secretName: (value, path, { namespace }) => byName(value, path, { ...secret, namespace }),
  existingConfigMap: (value, path, { namespace }) => byName(value, path, { ...configMap, namespace }),
};

/** How a value of a chart is read; a volume's `secretName` is read with the volume. */
export function valueReaderOf(field: string, path: Path): Reader | undefined {
  return path.at(-2) === 'secret' ? undefined : (own(named, field) ?? own(anywhere, field));
}

/** How a field of a kind is read; undefined where it names nothing. */
export function readerOf(kind: string, field: string): Reader | undefined {
  return own(inKind[kind], field) ?? own(anywhere, field);
}

function own(table: Readonly<Record<string, Reader>> | undefined, field: string): Reader | undefined {
  return table !== undefined && Object.hasOwn(table, field) ? table[field] : undefined;
}
