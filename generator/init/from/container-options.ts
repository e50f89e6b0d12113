import { credentialIn, isCredentialEntry } from '../../credential.ts';
import { isMap, own, type PlainMap, put, valueAt } from '../../map.ts';
import type { SourceObject } from './source-object.ts';
import { leavesOf, listAt, pathText, textAt } from './texts.ts';

/** What a container says in the options of a service, and the ways into the object that are in them. */
export interface ContainerOptions {
  readonly options: PlainMap;
  /** Beginnings of ways that an option says. */
  readonly said: readonly string[];
  /** Ways to what looks like a credential. */
  readonly credentials: readonly string[];
}

/** What is known of the Secrets beside a container: where they come from and which keys they have. */
export interface KnownSecret {
  readonly from?: 'generated';
  readonly keys: readonly string[];
}

/** The one container of a pod template, and where it and its pod are in the object. */
interface Place {
  readonly container: unknown;
  readonly pod: unknown;
  readonly at: string;
  readonly podAt: string;
}

/** Reads the one container of a pod template that is at `path`. */
export function containerOptions(
  { object }: SourceObject,
  path: readonly string[],
  secrets: ReadonlyMap<string, KnownSecret>,
  claims: ReadonlyMap<string, SourceObject>,
): ContainerOptions {
  const pod = valueAt(object, ...path);
  const container = listAt(pod, 'containers')[0];
  const podAt = pathText(path);
  const at = `${podAt}.containers[${textAt(container, 'name') ?? 0}]`;
  const place: Place = { container, pod, at, podAt };
  const image = { image: textAt(container, 'image') ?? '' };
  return together([
    { options: image, said: [`${at}.name`, `${at}.image`, `${at}.imagePullPolicy`], credentials: [] },
    words('command', place),
    words('args', place),
    port(place),
    environment(place),
    secretKeys(place, secrets),
    volumes(place, claims),
    resources(place),
    probe(place),
    user(place),
  ]);
}

function together(parts: readonly ContainerOptions[]): ContainerOptions {
  return {
    options: Object.assign({}, ...parts.map(({ options }) => options)) as PlainMap,
    said: parts.flatMap(({ said }) => said),
    credentials: parts.flatMap(({ credentials }) => credentials),
  };
}

/** An option, where there is anything of it. */
function part(options: PlainMap, said: readonly string[], credentials: readonly string[] = []): ContainerOptions {
  const isThere = (value: unknown) => value !== undefined && !(isMap(value) && Object.keys(value).length === 0);
  const kept = Object.fromEntries(Object.entries(options).filter(([, value]) => isThere(value)));
  return { options: kept, said, credentials };
}

function words(key: 'command' | 'args', { container, at }: Place): ContainerOptions {
  const all = listAt(container, key);
  if (all.length === 0) return part({}, []);
  const isPlain = all.every((each) => typeof each === 'string' && credentialIn(each) === undefined);
  return isPlain && !isCredentialEntry(key, all)
    ? part({ [key]: all }, [`${at}.${key}`])
    : part({}, [`${at}.${key}`], [`${at}.${key}`]);
}

function port({ container, at }: Place): ContainerOptions {
  const ports = listAt(container, 'ports').filter(isMap);
  const [chosen, ...others] = ports.length === 1 ? ports : ports.filter((each) => own(each, 'name') === 'http');
  const found = chosen === undefined || others.length > 0 ? undefined : own(chosen, 'containerPort');
  return typeof found === 'number' ? part({ port: found }, [`${at}.ports`]) : part({}, []);
}

/** Variables that are written down. */
function environment({ container, at }: Place): ContainerOptions {
  const env: { [name: string]: unknown } = {};
  const said: string[] = [];
  const credentials: string[] = [];
  for (const each of listAt(container, 'env').filter(isMap)) {
    const name = textAt(each, 'name') ?? '';
    const value = own(each, 'value');
    if (!['string', 'number', 'boolean'].includes(typeof value)) continue;
    said.push(`${at}.env[${name}]`);
    if (isCredential(name, value)) credentials.push(`${at}.env[${name}]`);
    else put(env, name, value);
  }
  return part({ env }, said, credentials);
}

function isCredential(name: string, value: unknown): boolean {
  const texts = [String(value), `${name}=${String(value)}`];
  return isCredentialEntry(name, value) || texts.some((each) => credentialIn(each) !== undefined);
}

/** Variables from Secrets, one by one or all of a Secret whose keys are known. Plinth names a variable like its key. */
function secretKeys({ container, at }: Place, known: ReadonlyMap<string, KnownSecret>): ContainerOptions {
  const secrets: { [name: string]: { readonly keys: readonly string[]; readonly from?: string } } = {};
  const said: string[] = [];
  const add = (name: string, keys: readonly string[]) => {
    const from = known.get(name)?.from;
    secrets[name] = {
      keys: [...new Set([...(secrets[name]?.keys ?? []), ...keys])],
      ...(from === undefined ? {} : { from }),
    };
  };
  for (const each of listAt(container, 'env')) {
    const reference = valueAt(each, 'valueFrom', 'secretKeyRef');
    const [name, key, variable] = [textAt(reference, 'name'), textAt(reference, 'key'), textAt(each, 'name') ?? ''];
    if (name === undefined || key === undefined) continue;
    add(name, [key]);
    said.push(`${at}.env[${variable}]${key === variable ? '' : '.valueFrom.secretKeyRef'}`);
  }
  listAt(container, 'envFrom').forEach((each, index) => {
    const name = textAt(each, 'secretRef', 'name') ?? '';
    const keys = known.get(name)?.keys;
    if (keys === undefined || textAt(each, 'prefix') !== undefined) return;
    add(name, keys);
    said.push(`${at}.envFrom[${index}]`);
  });
  return part({ secrets }, said);
}

/** Volumes that are claims of the folder, and mounted once. */
function volumes({ container, pod, at, podAt }: Place, claims: ReadonlyMap<string, SourceObject>): ContainerOptions {
  const found: { [name: string]: PlainMap } = {};
  const said: string[] = [];
  for (const volume of listAt(pod, 'volumes')) {
    const name = textAt(volume, 'name') ?? '';
    const claim = claims.get(textAt(volume, 'persistentVolumeClaim', 'claimName') ?? '');
    const mounts = listAt(container, 'volumeMounts').filter((each) => isMap(each) && own(each, 'name') === name);
    const mountPath = textAt(mounts[0], 'mountPath');
    const size = textAt(claim?.object, 'spec', 'resources', 'requests', 'storage');
    if (claim === undefined || mounts.length !== 1 || mountPath === undefined || size === undefined) continue;
    const storageClass = textAt(claim.object, 'spec', 'storageClassName');
    put(found, name, { mountPath, size, ...(storageClass === undefined ? {} : { storageClass }) });
    said.push(`${at}.volumeMounts[${name}]`, `${podAt}.volumes[${name}]`);
  }
  return part({ volumes: found }, said);
}

/** CPU that is asked for, and memory as its limit: Plinth asks for as much. */
function resources({ container, at }: Place): ContainerOptions {
  const amount = (...path: readonly string[]) => {
    const value = valueAt(container, 'resources', ...path);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [cpu, asked, limit] = [amount('requests', 'cpu'), amount('requests', 'memory'), amount('limits', 'memory')];
  const memory = limit ?? asked;
  const found = { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
  const same = asked === memory ? [`${at}.resources.requests.memory`] : [];
  return part({ resources: found }, [`${at}.resources.requests.cpu`, `${at}.resources.limits.memory`, ...same]);
}

/** One path for all probes. */
function probe({ container, at }: Place): ContainerOptions {
  const probes = ['readinessProbe', 'livenessProbe', 'startupProbe'];
  const pathOf = (each: string) => textAt(container, each, 'httpGet', 'path');
  const path = probes.map(pathOf).find((each) => each !== undefined);
  if (path === undefined) return part({}, []);
  return part(
    { probe: { path } },
    probes.filter((each) => pathOf(each) === path).map((each) => `${at}.${each}.httpGet`),
  );
}

function user({ container, pod, at, podAt }: Place): ContainerOptions {
  const found = [container, pod].map((each) => valueAt(each, 'securityContext', 'runAsUser'));
  const id = found.find((each) => typeof each === 'number' && each > 0);
  const said = [at, podAt].map((each) => `${each}.securityContext.runAsUser`);
  return id === undefined ? part({}, []) : part({ user: id }, said);
}

/** The ways into an object that no option says, without what only names or finds it. */
export function unsaid({ object }: SourceObject, said: readonly string[]): readonly string[] {
  const names =
    /^(?:apiVersion|kind|metadata\.(?:name|namespace|labels)\b|spec\.(?:selector|template\.metadata\.labels)\b)/;
  const isSaid = (path: string) =>
    said.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`));
  const paths = leavesOf(object)
    .map(({ path }) => pathText(path))
    .filter((path) => !names.test(path) && !isSaid(path));
  // of a variable the name is enough
  return [...new Set(paths.map((path) => path.replace(/(\.env\[[^\]]*\]).*/, '$1')))];
}
