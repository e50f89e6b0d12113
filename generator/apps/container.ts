import { createHash } from 'node:crypto';
import { databasesOf, type NamedApp, type NamedService } from '../app.ts';
import type { AppSecret } from '../generated/options.ts';
import { engines, LOGIN, loginSecret } from './engines.ts';
import { injectorVolumes } from './injection.ts';
import {
  type Container,
  confinement,
  type Env,
  fromSecret,
  listOf,
  type Mount,
  resourcesOf,
  type Volume,
} from './pod.ts';
import { providerClassName } from './provider-class.ts';

/** The container of a service, and the volumes that it mounts. */
export function containerOf(
  app: NamedApp,
  service: NamedService,
): { container: Container; volumes: readonly Volume[] } {
  const { options } = service;
  const mounted = mountsOf(service);
  const container: Container = {
    name: service.name,
    image: options.image,
    ...(options.command === undefined ? {} : { command: options.command }),
    ...(options.args === undefined ? {} : { args: options.args }),
    ...(options.port === undefined ? {} : { ports: [{ name: 'http', containerPort: options.port, protocol: 'TCP' }] }),
    ...listOf('env', environment(app, service)),
    ...probesOf(service),
    resources: resourcesOf(options.resources),
    ...confinement(app.options.security, options.writable),
    ...listOf(
      'volumeMounts',
      mounted.map(({ mount }) => mount),
    ),
  };
  const volumes = new Map(mounted.map(({ volume }) => [volume.name, volume]));
  return { container, volumes: [...volumes.values(), ...injectorVolumes(service)] };
}

/** What is written down, what comes from secrets, and the way to each database; sorted by name. */
export function environment(app: NamedApp, { options }: NamedService): readonly Env[] {
  const written = Object.entries(options.env).map(([name, value]): Env => ({ name, value: String(value) }));
  const secret = Object.entries(options.secrets).flatMap(([name, { keys, as, delivery }]) =>
    as === 'env' && delivery === 'secret' ? keys.map((key) => fromSecret(key, name, key)) : [],
  );
  const all = [...written, ...secret, ...databasesOf(app).flatMap(([name, { kind }]) => databaseEnv(name, kind))];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function databaseEnv(name: string, kind: keyof typeof engines): readonly Env[] {
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const login =
    kind === 'redis'
      ? []
      : [
          { name: `${prefix}_DATABASE`, value: LOGIN },
          { name: `${prefix}_USER`, value: LOGIN },
        ];
  return [
    { name: `${prefix}_HOST`, value: name },
    { name: `${prefix}_PORT`, value: String(engines[kind].port) },
    ...login,
    fromSecret(`${prefix}_PASSWORD`, loginSecret(name), 'password'),
  ];
}

/** Without a path the port is asked; what takes long to start is not taken for dead. */
function probesOf({ options: { port, probe, schedule } }: NamedService): Partial<Container> {
  if (port === undefined || schedule !== undefined) return {};
  const how =
    probe.path === undefined ? { tcpSocket: { port: 'http' } } : { httpGet: { path: probe.path, port: 'http' } };
  const step = 5;
  return {
    startupProbe: { ...how, periodSeconds: step, timeoutSeconds: 3, failureThreshold: Math.ceil(probe.startup / step) },
    readinessProbe: { ...how, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    livenessProbe: { ...how, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

interface Mounted {
  readonly mount: Mount;
  readonly volume: Volume;
}

function mountsOf(service: NamedService): readonly Mounted[] {
  const { volumes, files, secrets, writable } = service.options;
  const kept = Object.entries(volumes).map(([name, { mountPath }]) =>
    mounted(`volume-${name}`, { mountPath }, { persistentVolumeClaim: { claimName: claimName(service, name) } }),
  );
  const texts = Object.keys(files).map((path) =>
    mounted(
      'files',
      { mountPath: path, subPath: fileKey(path), readOnly: true },
      { configMap: { name: filesName(service) } },
    ),
  );
  const secret = Object.entries(secrets).flatMap(([name, each]) => {
    const shown = secretVolume(service, name, each);
    return shown === undefined ? [] : [mounted(`secret-${name}`, { mountPath: each.mountPath, readOnly: true }, shown)];
  });
  const scratch = writable ? [] : [mounted('tmp', { mountPath: '/tmp' }, { emptyDir: {} })];
  return [...kept, ...texts, ...secret, ...scratch];
}

/** What shows a secret as files; nothing where the injector adds it to the pod. */
function secretVolume(
  service: NamedService,
  name: string,
  { keys, as, delivery }: AppSecret,
): Omit<Volume, 'name'> | undefined {
  if (as !== 'files' || delivery === 'injector') return undefined;
  if (delivery === 'csi') {
    const volumeAttributes = { secretProviderClass: providerClassName(service, name) };
    return { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes } };
  }
  return { secret: { secretName: name, items: keys.map((key) => ({ key, path: key })) } };
}

function mounted(name: string, mount: Omit<Mount, 'name'>, volume: Omit<Volume, 'name'>): Mounted {
  return { mount: { name, ...mount }, volume: { name, ...volume } as Volume };
}

/** The claim of a service's volume. */
export function claimName({ name }: NamedService, volume: string): string {
  return `${name}-${volume}`;
}

/** Named by what is in them, since pods do not see a ConfigMap that changes under its name. */
export function filesName({ name, options: { files } }: NamedService): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(Object.entries(files).sort()))
    .digest('hex');
  return `${name}-files-${digest.slice(0, 10)}`;
}

/** A key has no slashes. */
export function fileKey(path: string): string {
  return path.slice(1).replaceAll('_', '__').replaceAll('/', '_.');
}
