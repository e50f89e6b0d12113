import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { isMap, valueAt } from '../map.ts';
import { referencesIn } from '../references/references-in.ts';
import { routesOf } from '../routes.ts';
import { type OnCluster, stageOf } from './on-cluster.ts';
import { type Line, listed, tidied } from './row.ts';

/** Each host with what takes its traffic, the Services that it leads to, and the Secret with its certificate. */
export function hostLines({ placed, touched }: OnCluster): readonly Line[] {
  return tidied(
    placed.flatMap((each) =>
      routesOf(each.object).map(({ host, tlsSecret }) => ({
        stage: stageOf(each),
        mark: touched.markOf(stageOf(each), describe(each.object)),
        cells: [host, describe(each.object), servicesOf(each.object), tlsSecret ?? 'none: plain HTTP, or its own TLS'],
      })),
    ),
  );
}

function servicesOf(object: KubernetesObject): string {
  const services = referencesIn(object).filter(({ kind }) => kind === 'Service');
  return listed(
    services.map(({ namespace, name, port }) => `${namespace}/${name}${port === undefined ? '' : `:${port}`}`),
  );
}

/** Each Certificate with the names that it is for, who signs it, and the Secret that it is kept in. */
export function certificateLines({ placed, touched }: OnCluster): readonly Line[] {
  const certificates = placed.filter(({ object }) => object.kind === 'Certificate');
  return tidied(
    certificates.map((each) => ({
      stage: stageOf(each),
      mark: touched.markOf(stageOf(each), describe(each.object)),
      cells: certificateCells(each.object),
    })),
  );
}

function certificateCells(object: KubernetesObject): readonly string[] {
  const { name, namespace } = object.metadata;
  const names = valueAt(object, 'spec', 'dnsNames');
  const issuer = valueAt(object, 'spec', 'issuerRef');
  const signed = isMap(issuer) ? `${issuer['kind'] ?? 'Issuer'} ${issuer['name']}` : '';
  const shown = Array.isArray(names) ? listed(names.map(String)) : String(valueAt(object, 'spec', 'commonName') ?? '');
  return [`${namespace}/${name}`, shown, signed, String(valueAt(object, 'spec', 'secretName') ?? '')];
}
