import type { ObjectOf } from './kubernetes/create.ts';
import type { KubernetesObject } from './kubernetes/object.ts';

/** A host that an object takes traffic for, and the Secret of its namespace that holds the certificate. */
export interface Route {
  readonly host: string;
  readonly tlsSecret?: string;
}

/** A host that traffic comes to by a listener of a Gateway, which holds the certificate for it. */
export interface AttachedHost extends Required<Route> {
  /** Where its HTTPRoute is, and the Secret with its certificate. */
  readonly namespace: string;
  /** The Gateway, as `namespace/name`. */
  readonly gateway: string;
}

/** The Gateway to which hosts attach; the listener of a host has the host's own name. */
export const GATEWAY = { name: 'contour', namespace: 'projectcontour' } as const;

/** How many can: a Gateway has 64 listeners at most, and two of them are for HTTP and for the hosts that bring their own TLS. */
export const MOST_ATTACHED = 62;

type Proxy = ObjectOf<'projectcontour.io/v1', 'HTTPProxy'>;
type Ingress = ObjectOf<'networking.k8s.io/v1', 'Ingress'>;
type HttpRoute = ObjectOf<'gateway.networking.k8s.io/v1', 'HTTPRoute'>;

/** The hosts of an HTTPProxy, an Ingress or an HTTPRoute; none for any other object. */
export function routesOf(object: KubernetesObject): readonly Route[] {
  if (object.kind === 'HTTPProxy') return proxyRoutes(object as Proxy);
  if (object.kind === 'HTTPRoute') return httpRoutes(object as HttpRoute);
  return object.kind === 'Ingress' ? ingressRoutes(object as Ingress) : [];
}

/** The Secret with the certificate of a host. */
export function tlsSecretOf(host: string): string {
  return `${host}-tls`;
}

/** The hosts that an HTTPRoute attaches to Gateways; none for any other object. */
export function attachedHosts(object: KubernetesObject): readonly AttachedHost[] {
  if (object.kind !== 'HTTPRoute') return [];
  const { metadata, spec } = object as HttpRoute;
  return httpRoutes(object as HttpRoute).flatMap((route) =>
    spec.parentRefs.map(({ namespace, name }) => ({
      ...route,
      namespace: metadata.namespace,
      gateway: `${namespace}/${name}`,
    })),
  );
}

/** One that only sends elsewhere takes no traffic. */
function httpRoutes({ spec: { hostnames, rules } }: HttpRoute): readonly Required<Route>[] {
  if (rules.every(({ backendRefs }) => backendRefs === undefined)) return [];
  return (hostnames ?? []).map((host) => ({ host, tlsSecret: tlsSecretOf(host) }));
}

function proxyRoutes({ spec: { virtualhost } }: Proxy): readonly Route[] {
  if (virtualhost === undefined) return [];
  const secret = virtualhost.tls?.secretName;
  return [{ host: virtualhost.fqdn, ...(secret === undefined ? {} : { tlsSecret: secret }) }];
}

function ingressRoutes({ spec }: Ingress): readonly Route[] {
  return (spec.rules ?? []).flatMap(({ host }) => {
    if (host === undefined) return [];
    const secret = spec.tls?.find(({ hosts }) => hosts?.includes(host))?.secretName;
    return [{ host, ...(secret === undefined ? {} : { tlsSecret: secret }) }];
  });
}
