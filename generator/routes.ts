import type { ObjectOf } from './kubernetes/create.ts';
import type { KubernetesObject } from './kubernetes/object.ts';

/** A host that an object takes traffic for, and the Secret that holds its certificate. */
export interface Route {
  readonly host: string;
  readonly tlsSecret?: string;
}

type Proxy = ObjectOf<'projectcontour.io/v1', 'HTTPProxy'>;
type Ingress = ObjectOf<'networking.k8s.io/v1', 'Ingress'>;

/** The hosts of an HTTPProxy or an Ingress; none for any other object. */
export function routesOf(object: KubernetesObject): readonly Route[] {
  if (object.kind === 'HTTPProxy') return proxyRoutes(object as Proxy);
  return object.kind === 'Ingress' ? ingressRoutes(object as Ingress) : [];
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
