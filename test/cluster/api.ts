import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';

/** What an API server says of an object; only what the harness reads. */
export type Live = KubernetesObject & {
  readonly metadata: KubernetesObject['metadata'] & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly generation?: number;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
  };
  readonly status?: { readonly [field: string]: unknown };
  readonly spec?: { readonly [field: string]: unknown };
};

/** A kind as the API server serves it. */
export interface Served {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly hasStatus: boolean;
}

/** A real API server. Each call fails with what the server says. */
export interface Api {
  get(path: string): Promise<unknown>;
  /** Merges into an object; `subresource` such as `status`. */
  merge(path: string, patch: object): Promise<unknown>;
  patch(path: string, operations: readonly object[]): Promise<unknown>;
  remove(path: string): Promise<unknown>;
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly [field: string]: string } }];
  readonly users: readonly [{ readonly user: { readonly [field: string]: string } }];
}

/** Opens the first cluster of a kubeconfig, with its client certificate or token. */
export function connect(kubeconfig: string): Api {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const [{ cluster }, { user }] = [clusters[0], users[0]];
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'));
  const agent = new Agent({
    keepAlive: true,
    ca: bytes(cluster['certificate-authority-data']),
    cert: bytes(user['client-certificate-data']),
    key: bytes(user['client-key-data']),
  });
  const headers = user['token'] === undefined ? {} : { authorization: `Bearer ${user['token']}` };
  const call = (method: string, path: string, type?: string, body?: object) =>
    send(
      new URL(path, cluster['server']),
      { method, agent, headers: { ...headers, ...(type && { 'content-type': type }) } },
      body,
    );
  return {
    get: (path) => call('GET', path),
    merge: (path, patch) => call('PATCH', path, 'application/merge-patch+json', patch),
    patch: (path, operations) => call('PATCH', path, 'application/json-patch+json', operations),
    remove: (path) => call('DELETE', path),
  };
}

function send(url: URL, options: object, body?: object, isAgain = false): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text));
        else reject(new Error(`${url.pathname}: ${response.statusCode} ${text.slice(0, 300)}`));
      });
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      // the server ends a connection that nobody used for a while, maybe at the moment when somebody does
      if (call.reusedSocket && error.code === 'ECONNRESET' && !isAgain) resolve(send(url, options, body, true));
      else reject(error);
    });
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** How a kind is served; nothing where the server does not know it, as long as its CRD is not there. */
export async function servedAs(api: Api, apiVersion: string, kind: string): Promise<Served | undefined> {
  const list = (await api.get(root(apiVersion)).catch(() => undefined)) as ResourceList | undefined;
  const found = list?.resources.find((each) => each.kind === kind && !each.name.includes('/'));
  if (list === undefined || found === undefined) return undefined;
  const hasStatus = list.resources.some(({ name }) => name === `${found.name}/status`);
  return { apiVersion, kind, plural: found.name, isNamespaced: found.namespaced, hasStatus };
}

/** The path of all objects of a kind, or of one. */
export function pathOf({ apiVersion, plural }: Served, object?: KubernetesObject['metadata'], sub?: string): string {
  if (object === undefined) return `${root(apiVersion)}/${plural}`;
  const namespace = object.namespace === undefined ? '' : `/namespaces/${object.namespace}`;
  return `${root(apiVersion)}${namespace}/${plural}/${object.name}${sub === undefined ? '' : `/${sub}`}`;
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** All objects of a kind, in every namespace. */
export async function listAll(api: Api, served: Served): Promise<readonly Live[]> {
  const { items } = (await api.get(pathOf(served))) as { readonly items: readonly Omit<Live, 'kind' | 'apiVersion'>[] };
  return items.map((each) => ({ ...each, apiVersion: served.apiVersion, kind: served.kind }) as Live);
}
