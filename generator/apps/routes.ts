import { hostsOf, type NamedApp, namespaceOf, partOf, servicesOf } from '../app.ts';
import { create } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { tlsSecretOf } from '../routes.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import type { Host, Served } from './served-host.ts';

/** What brings an app's hosts to its services, each host with a certificate of its own. */
export function routeObjects(app: NamedApp, ingressClass: string): readonly KubernetesObject[] {
  return hosts(app).flatMap((each) => [certificate(app, each), ...routes(app, each, ingressClass)]);
}

function hosts(app: NamedApp): readonly Host[] {
  const found = new Map<string, Served[]>();
  for (const service of servicesOf(app)) {
    const { port, path } = service.options;
    if (port === undefined) continue;
    for (const host of hostsOf(service)) found.set(host, [...(found.get(host) ?? []), { service, port, path }]);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([host, served]) => {
      const [first, ...rest] = served.sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
      return first === undefined ? [] : [{ host, served: [first, ...rest] }];
    });
}

/** Hosts are unique on the whole platform, so they name what is theirs. */
function metadataOf(app: NamedApp, host: string) {
  return { name: host, namespace: namespaceOf(app), labels: partOf(app.name) };
}

function certificate(app: NamedApp, { host, served }: Host): KubernetesObject {
  return create('cert-manager.io/v1', 'Certificate', {
    metadata: metadataOf(app, host),
    spec: {
      secretName: tlsSecretOf(host),
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: served[0].service.options.issuer },
      dnsNames: [host],
    },
  });
}

function routes(app: NamedApp, host: Host, ingressClass: string): readonly KubernetesObject[] {
  const { routing } = host.served[0].service.options;
  if (routing === 'gateway') return gatewayRoutes(host, metadataOf(app, host.host));
  return [routing === 'httpproxy' ? proxy(app, host, ingressClass) : ingress(app, host, ingressClass)];
}

function proxy(app: NamedApp, { host, served }: Host, ingressClass: string): KubernetesObject {
  return create('projectcontour.io/v1', 'HTTPProxy', {
    metadata: metadataOf(app, host),
    spec: {
      ingressClassName: ingressClass,
      virtualhost: { fqdn: host, tls: { secretName: tlsSecretOf(host) } },
      routes: served.map(({ service, port, path }) => ({
        conditions: [{ prefix: path }],
        services: [{ name: service.name, port }],
        enableWebsockets: true,
      })),
    },
  });
}

function ingress(app: NamedApp, { host, served }: Host, ingressClass: string): KubernetesObject {
  return create('networking.k8s.io/v1', 'Ingress', {
    metadata: metadataOf(app, host),
    spec: {
      ingressClassName: ingressClass,
      tls: [{ hosts: [host], secretName: tlsSecretOf(host) }],
      rules: [
        {
          host,
          http: {
            paths: served.map(({ service, port, path }) => ({
              path,
              pathType: 'Prefix' as const,
              backend: { service: { name: service.name, port: { number: port } } },
            })),
          },
        },
      ],
    },
  });
}
