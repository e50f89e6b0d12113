import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap, type PlainMap } from '../map.ts';
import type { PlacedObject } from '../placed-objects.ts';
import { routesOf } from '../routes.ts';
import { addressesIn } from './addresses-in.ts';
import { type Pods, podsOf, selects } from './pods.ts';
import type { Connection, End } from './policies.ts';
import { referencesIn } from './references-in.ts';

/** A connection, and what asks for it. */
export interface NeededConnection extends Connection {
  readonly owner: PlacedObject;
  /** What connects to what, as the beginning of a sentence. */
  readonly what: string;
  /** The text that asks for it: a host, or what names the Service. */
  readonly text: string;
}

/** What is known of a cluster's pods. */
interface Known {
  readonly placed: readonly PlacedObject[];
  readonly pods: readonly Pods[];
  readonly namespaces: ReadonlyMap<string, End['around']>;
}

/** The connections that the objects of a cluster ask for: from outside through routes, and from pods to the Services that they are told to call. */
export function connectionsOn(
  placed: readonly PlacedObject[],
  ingressNamespace: string | undefined,
): readonly NeededConnection[] {
  const known = { placed, pods: placed.flatMap((each) => podsOf(each) ?? []), namespaces: namespacesAmong(placed) };
  const routed =
    ingressNamespace === undefined ? [] : placed.flatMap((each) => fromOutside(each, ingressNamespace, known));
  return [...routed, ...known.pods.flatMap((each) => toServices(each, known))];
}

/** The labels of each namespace; Kubernetes adds the name to them. */
export function namespacesAmong(placed: readonly PlacedObject[]): ReadonlyMap<string, End['around']> {
  const named = (name: string, labels: End['around'] = {}) =>
    [name, { ...labels, 'kubernetes.io/metadata.name': name }] as const;
  const made = placed.flatMap(({ object: { kind, metadata } }) =>
    kind === 'Namespace' ? [named(metadata.name, metadata.labels)] : [],
  );
  return new Map([named('kube-system'), named('default'), ...made]);
}

function fromOutside(owner: PlacedObject, ingress: string, known: Known): readonly NeededConnection[] {
  const [route] = routesOf(owner.object);
  if (route === undefined) return [];
  const services = referencesIn(owner.object).filter(({ kind }) => kind === 'Service');
  return services.flatMap(({ name, namespace = '', port }) =>
    ends(name, namespace, port, known).map((to) => ({
      ...to,
      from: end(ingress, known),
      owner,
      what: `traffic for \`${route.host}\``,
      text: route.host,
    })),
  );
}

function toServices({ owner, namespace, labels, spec }: Pods, known: Known): readonly NeededConnection[] {
  return addressesIn(spec).flatMap(({ service, namespace: there, port, text }) =>
    ends(service, there, port, known).map((to) => ({
      ...to,
      from: { ...end(namespace, known), labels },
      owner,
      what: `what it says to \`${service}.${there}.svc\``,
      text,
    })),
  );
}

/** The pods behind a port of a Service that Plinth makes; of another, its namespace and the port. */
function ends(
  name: string,
  namespace: string,
  port: number | string | undefined,
  known: Known,
): readonly Pick<Connection, 'to' | 'port'>[] {
  const service = known.placed.find(
    ({ object: { kind, metadata } }) =>
      kind === 'Service' && metadata.name === name && metadata.namespace === namespace,
  );
  const to = end(namespace, known);
  if (service === undefined) return [{ to, ...(typeof port === 'number' ? { port } : {}) }];
  const spec = specOf(service.object);
  const selector = { matchLabels: (spec['selector'] ?? {}) as End['around'] };
  const behind = known.pods.filter((each) => each.namespace === namespace && selects(selector, each.labels));
  return behind.map(({ labels, containers }) => {
    const number = numberOf(targetOf(spec, port), containers);
    return { to: { ...to, labels }, ...(number === undefined ? {} : { port: number }) };
  });
}

function end(namespace: string, { namespaces }: Known): End {
  return { namespace, around: namespaces.get(namespace) ?? { 'kubernetes.io/metadata.name': namespace } };
}

function targetOf(spec: PlainMap, port: number | string | undefined): number | string | undefined {
  const ports = (spec['ports'] ?? []) as readonly { name?: string; port: number; targetPort?: number | string }[];
  const found = ports.find((each) => each.port === port || each.name === port);
  return found?.targetPort ?? found?.port;
}

function numberOf(target: number | string | undefined, containers: Pods['containers']): number | undefined {
  if (typeof target !== 'string') return target;
  return containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === target)?.containerPort;
}

function specOf(object: KubernetesObject): PlainMap {
  const { spec } = object as { readonly spec?: unknown };
  return isMap(spec) ? spec : {};
}
