import { credentialIn, isCredentialEntry } from '../../credential.ts';
import { isMap, own, type PlainMap, put, valueAt } from '../../map.ts';
import type { SourceObject } from './source-object.ts';
import { leavesOf, listAt, pathText, textAt } from './texts.ts';

/** What a container says in the options of a service, and the ways into the object that are in them. */
export interface ContainerOptions {
  readonly options: PlainMap;
  /** Beginnings of ways that an option says. */
  readonly said: readonly string[];
  readonly credentials: readonly string[];
}

/** What is known of the Secrets beside a container: where they come from and which keys they have. */
export interface KnownSecret {
  readonly from?: 'generated';
  readonly keys: readonly string[];
}

/** Reads the one container of a pod template that is at `pod`. */
export function containerOptions(
  { object }: SourceObject,
  pod: readonly string[],
  secretsBeside: ReadonlyMap<string, KnownSecret>,
  claims: ReadonlyMap<string, SourceObject>,
): ContainerOptions {
  const container = listAt(object, ...pod, 'containers')[0];
  const place = `${pathText(pod)}.containers[${textAt(container, 'name') ?? 0}]`;
  const said: string[] = [`${place}.name`, `${place}.image`, `${place}.imagePullPolicy`];
  const credentials: string[] = [];
  const env: { [name: string]: unknown } = {};
  const secrets: { [name: string]: { keys: readonly string[]; from?: string } } = {};
  const addKey = (secret: string, keys: readonly string[]) => {
    const from = secretsBeside.get(secret)?.from;
    const all = [...new Set([...(secrets[secret]?.keys ?? []), ...keys])];
    secrets[secret] = { keys: all, ...(from === undefined ? {} : { from }) };
  };
  for (const each of listAt(container, 'env')) {
    const name = textAt(each, 'name') ?? '';
    const here = `${place}.env[${name}]`;
    const value = isMap(each) ? own(each, 'value') : undefined;
    const [secret, key] = [
      textAt(each, 'valueFrom', 'secretKeyRef', 'name'),
      textAt(each, 'valueFrom', 'secretKeyRef', 'key'),
    ];
    if (secret !== undefined && key !== undefined) {
      addKey(secret, [key]);
      said.push(`${here}.valueFrom.secretKeyRef`);
      if (key === name) said.push(here);
    } else if (['string', 'number', 'boolean'].includes(typeof value)) {
      if (
        isCredentialEntry(name, value) ||
        credentialIn(`${name}=${String(value)}`) !== undefined ||
        credentialIn(String(value)) !== undefined
      )
        credentials.push(here);
      else put(env, name, value);
      said.push(here);
    }
  }
  listAt(container, 'envFrom').forEach((each, index) => {
    const secret = textAt(each, 'secretRef', 'name');
    const keys = secret === undefined ? undefined : secretsBeside.get(secret)?.keys;
    if (secret === undefined || keys === undefined || textAt(each, 'prefix') !== undefined) return;
    addKey(secret, keys);
    said.push(`${place}.envFrom[${index}]`);
  });
  const port = portOf(container);
  if (port !== undefined) said.push(`${place}.ports`);
  const cpu = valueAt(container, 'resources', 'requests', 'cpu');
  const memory =
    valueAt(container, 'resources', 'limits', 'memory') ?? valueAt(container, 'resources', 'requests', 'memory');
  const resources = { ...quantity('cpu', cpu), ...quantity('memory', memory) };
  if (cpu !== undefined) said.push(`${place}.resources.requests.cpu`);
  if (memory !== undefined) said.push(`${place}.resources.limits.memory`);
  if (valueAt(container, 'resources', 'requests', 'memory') === memory) said.push(`${place}.resources.requests.memory`);
  const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'];
  const paths = new Map(probes.map((each) => [each, textAt(container, each, 'httpGet', 'path')]));
  const path = [...paths.values()].find((each) => each !== undefined);
  for (const [probe, each] of paths) if (path !== undefined && each === path) said.push(`${place}.${probe}.httpGet`);
  const user =
    valueAt(object, ...pod, 'securityContext', 'runAsUser') ?? valueAt(container, 'securityContext', 'runAsUser');
  if (typeof user === 'number')
    said.push(`${pathText(pod)}.securityContext.runAsUser`, `${place}.securityContext.runAsUser`);
  const volumes = volumesOf(object, pod, container, place, claims, said);
  const texts = (key: string) =>
    listAt(container, key).filter((each) => typeof each === 'string' && credentialIn(each) === undefined);
  const [command, args] = ['command', 'args'].map((key) => {
    const all = listAt(container, key);
    if (all.length === 0) return undefined;
    said.push(`${place}.${key}`);
    if (texts(key).length === all.length && !isCredentialEntry(key, all)) return all;
    credentials.push(`${place}.${key}`);
    return undefined;
  });
  const options: PlainMap = {
    image: textAt(container, 'image') ?? '',
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(port === undefined ? {} : { port }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
    ...(Object.keys(volumes).length === 0 ? {} : { volumes }),
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
    ...(path === undefined ? {} : { probe: { path } }),
    ...(typeof user === 'number' && user > 0 ? { user } : {}),
  };
  return { options, said, credentials };
}

function portOf(container: unknown): number | undefined {
  const ports = listAt(container, 'ports').filter(isMap);
  const [chosen, ...others] = ports.length === 1 ? ports : ports.filter((each) => own(each, 'name') === 'http');
  const port = chosen === undefined || others.length > 0 ? undefined : own(chosen, 'containerPort');
  return typeof port === 'number' ? port : undefined;
}

function quantity(name: string, value: unknown): PlainMap {
  return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {};
}

/** Volumes that are claims of the folder, and mounted once. */
function volumesOf(
  object: PlainMap,
  pod: readonly string[],
  container: unknown,
  place: string,
  claims: ReadonlyMap<string, SourceObject>,
  said: string[],
): PlainMap {
  const result: { [name: string]: PlainMap } = {};
  for (const volume of listAt(object, ...pod, 'volumes')) {
    const name = textAt(volume, 'name') ?? '';
    const claim = claims.get(textAt(volume, 'persistentVolumeClaim', 'claimName') ?? '');
    const mounts = listAt(container, 'volumeMounts').filter((each) => isMap(each) && own(each, 'name') === name);
    const mountPath = textAt(mounts[0], 'mountPath');
    const size = textAt(claim?.object, 'spec', 'resources', 'requests', 'storage');
    if (claim === undefined || mounts.length !== 1 || mountPath === undefined || size === undefined) continue;
    const storageClass = textAt(claim.object, 'spec', 'storageClassName');
    put(result, name, { mountPath, size, ...(storageClass === undefined ? {} : { storageClass }) });
    said.push(`${place}.volumeMounts[${name}]`, `${pathText(pod)}.volumes[${name}]`);
  }
  return result;
}

/** The ways into an object that no option says, without what only names or finds it. */
export function unsaid({ object }: SourceObject, said: readonly string[]): readonly string[] {
  const own =
    /^(?:apiVersion|kind|metadata\.(?:name|namespace|labels)\b|spec\.(?:selector|template\.metadata\.labels)\b)/;
  const paths = leavesOf(object)
    .map(({ path }) => pathText(path))
    .filter(
      (path) =>
        !own.test(path) &&
        !said.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`)),
    );
  // of a variable the name is enough
  return [...new Set(paths.map((path) => path.replace(/(\.env\[[^\]]*\]).*/, '$1')))];
}
