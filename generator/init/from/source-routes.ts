import { isMap, own, valueAt } from '../../map.ts';
import { ofKind, type SourceObject } from './source-object.ts';
import { listAt, textAt } from './texts.ts';

/** A host that is routed to a Service. */
export interface SourceRoute {
  readonly host: string;
  readonly namespace: string | undefined;
  readonly service: string;
  readonly path: string;
  readonly routing: 'httpproxy' | 'ingress' | 'gateway';
  /** The ClusterIssuer of its certificate, where that is told. */
  readonly issuer?: string;
  readonly from: SourceObject;
}

/** The hosts of Ingresses, HTTPProxies and HTTPRoutes. One with a wildcard is none that an option takes. */
export function sourceRoutes(objects: readonly SourceObject[]): readonly SourceRoute[] {
  const certificates = ofKind(objects, 'Certificate');
  return objects.flatMap((from) => {
    const { kind, metadata } = from.object;
    const found =
      kind === 'Ingress'
        ? ofIngress(from)
        : kind === 'HTTPProxy'
          ? ofProxy(from)
          : kind === 'HTTPRoute'
            ? ofHttpRoute(from)
            : [];
    return found.map((route) => {
      const annotation = textAt(from.object, 'metadata', 'annotations', 'cert-manager.io/cluster-issuer');
      const issuer = annotation ?? issuerOf(route.host, certificates);
      return { ...route, namespace: metadata.namespace, from, ...(issuer === undefined ? {} : { issuer }) };
    });
  });
}

type Found = Pick<SourceRoute, 'host' | 'service' | 'path' | 'routing'>;

function ofIngress({ object }: SourceObject): readonly Found[] {
  return listAt(object, 'spec', 'rules').flatMap((rule) => {
    const host = textAt(rule, 'host');
    return listAt(rule, 'http', 'paths').flatMap((each) => {
      const service = textAt(each, 'backend', 'service', 'name');
      return host === undefined || service === undefined
        ? []
        : [{ host, service, path: textAt(each, 'path') ?? '/', routing: 'ingress' as const }];
    });
  });
}

function ofProxy({ object }: SourceObject): readonly Found[] {
  const host = textAt(object, 'spec', 'virtualhost', 'fqdn');
  if (host === undefined) return [];
  return listAt(object, 'spec', 'routes').flatMap((route) => {
    const prefix = listAt(route, 'conditions')
      .map((each) => textAt(each, 'prefix'))
      .find((each) => each !== undefined);
    return listAt(route, 'services').flatMap((each) => {
      const service = textAt(each, 'name');
      return service === undefined ? [] : [{ host, service, path: prefix ?? '/', routing: 'httpproxy' as const }];
    });
  });
}

function ofHttpRoute({ object }: SourceObject): readonly Found[] {
  const hosts = listAt(object, 'spec', 'hostnames').filter((each) => typeof each === 'string');
  return listAt(object, 'spec', 'rules').flatMap((rule) => {
    const path =
      listAt(rule, 'matches')
        .map((each) => textAt(each, 'path', 'value'))
        .find((each) => each !== undefined) ?? '/';
    return listAt(rule, 'backendRefs').flatMap((each) => {
      const service = textAt(each, 'name');
      return service === undefined ? [] : hosts.map((host) => ({ host, service, path, routing: 'gateway' as const }));
    });
  });
}

function issuerOf(host: string, certificates: readonly SourceObject[]): string | undefined {
  const found = certificates.find(({ object }) => listAt(object, 'spec', 'dnsNames').includes(host));
  const issuer = valueAt(found?.object, 'spec', 'issuerRef');
  return isMap(issuer) && own(issuer, 'kind') === 'ClusterIssuer' ? textAt(issuer, 'name') : undefined;
}

/** The Certificates that are for one of these hosts: Plinth makes them itself. */
export function certificatesOf(
  routes: readonly SourceRoute[],
  objects: readonly SourceObject[],
): readonly SourceObject[] {
  const hosts = new Set(routes.map(({ host }) => host));
  return ofKind(objects, 'Certificate').filter(({ object }) => {
    const names = listAt(object, 'spec', 'dnsNames');
    return names.length > 0 && names.every((each) => hosts.has(String(each)));
  });
}

/** The hosts that people see, of all objects, sorted: what the domain of the platform is read from. */
export function hostsIn(objects: readonly SourceObject[]): readonly string[] {
  const gateways = ofKind(objects, 'Gateway').flatMap(({ object }) =>
    listAt(object, 'spec', 'listeners').flatMap((each) => textAt(each, 'hostname') ?? []),
  );
  const ofCertificates = ofKind(objects, 'Certificate')
    .flatMap(({ object }) => listAt(object, 'spec', 'dnsNames'))
    .map(String);
  const all = [...sourceRoutes(objects).map(({ host }) => host), ...gateways, ...ofCertificates];
  return [...new Set(all)]
    .filter((each) => !/\.(?:svc|local|internal)(?:\.|$)|^\*|^\d+(?:\.\d+){3}$/.test(each) && each.includes('.'))
    .sort();
}
