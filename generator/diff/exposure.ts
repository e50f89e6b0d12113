import { equal } from '../equal.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { isMap, own } from '../map.ts';
import { type FieldChange, fieldName } from './fields.ts';

/** The parts of the kinds that say who reaches what: `group/Kind` → fields. */
const doors: { readonly [kind: string]: readonly string[] } = {
  'projectcontour.io/HTTPProxy': ['spec'],
  'projectcontour.io/TLSCertificateDelegation': ['spec'],
  'networking.k8s.io/Ingress': ['spec'],
  'gateway.networking.k8s.io/HTTPRoute': ['spec'],
  'gateway.networking.k8s.io/GRPCRoute': ['spec'],
  'gateway.networking.k8s.io/TLSRoute': ['spec'],
  'gateway.networking.k8s.io/TCPRoute': ['spec'],
  'gateway.networking.k8s.io/UDPRoute': ['spec'],
  'gateway.networking.k8s.io/ReferenceGrant': ['spec'],
  'gateway.networking.k8s.io/Gateway': ['spec.listeners', 'spec.addresses', 'spec.allowedListeners'],
  'externaldns.k8s.io/DNSEndpoint': ['spec'],
  'dns.gcp.m.upbound.io/RecordSet': ['spec'],
  'kuma.io/MeshTrafficPermission': ['spec'],
  'kuma.io/MeshHTTPRoute': ['spec'],
  'kuma.io/MeshGateway': ['spec'],
};

/** How a new, changed or removed object changes what is reachable; undefined where it does not. */
export function exposure(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  changes: readonly FieldChange[],
): string | undefined {
  const object = after ?? before;
  if (object === undefined) return undefined;
  const id = `${groupOf(object.apiVersion)}/${object.kind}`;
  if (id === 'networking.k8s.io/NetworkPolicy') return ofPolicy(before, after, changes);
  if (id === '/Service') return ofService(before, after, changes);
  const fields = doors[id];
  if (fields !== undefined) return ofRoute(object, before, after, changes, fields);
  const onNode = changes.find(({ path, after: now }) => now !== undefined && path.some(isNodePort));
  return onNode === undefined ? undefined : `a port of the node: ${fieldName(onNode.path)}`;
}

function isNodePort(part: string): boolean {
  return part === 'hostPort' || part === 'hostNetwork';
}

function ofRoute(
  object: KubernetesObject,
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  changes: readonly FieldChange[],
  fields: readonly string[],
): string | undefined {
  const hosts = hostsIn(object);
  const which = hosts.length === 0 ? '' : `: ${hosts.slice(0, 3).join(', ')}`;
  if (before === undefined) return `a new way in${which}`;
  if (after === undefined) return `a way in is closed${which}`;
  const found = changes.find(({ path }) => fields.some((field) => path.join('.').startsWith(field)));
  return found === undefined ? undefined : `the way in changes${which}`;
}

/** Every host that a route names. */
function hostsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(hostsIn);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (['fqdn', 'host', 'hostname', 'dnsName'].includes(key) && typeof each === 'string') return [each];
    if (key === 'hostnames' && Array.isArray(each)) return each.map(String);
    return hostsIn(each);
  });
}

function ofPolicy(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  changes: readonly FieldChange[],
): string | undefined {
  if (after === undefined) return 'its pods are not fenced in any more by this policy';
  if (before === undefined) return isOpen(after) ? 'it lets everyone in or everything out' : undefined;
  const opens = changes.find(({ path, after: now }) => path[0] === 'spec' && (now !== undefined || isInside(path)));
  return opens === undefined ? undefined : `the fence has another shape: ${fieldName(opens.path)}`;
}

/** A condition of a rule that goes widens it; a whole rule that goes does not. */
function isInside(path: readonly string[]): boolean {
  const [, field, ...inside] = path;
  return field === 'podSelector' || field === 'policyTypes' || inside.length > 1;
}

function isOpen(policy: KubernetesObject): boolean {
  const rules = (key: 'ingress' | 'egress') => {
    const found = own((own(policy, 'spec') ?? {}) as object, key);
    return Array.isArray(found) ? found : [];
  };
  const anyone = (peers: unknown) => !Array.isArray(peers) || peers.length === 0 || peers.some(isEverywhere);
  return (
    rules('ingress').some((rule) => anyone(own(rule, 'from'))) ||
    rules('egress').some((rule) => anyone(own(rule, 'to')))
  );
}

function isEverywhere(peer: unknown): boolean {
  return equal(peer, {}) || /"cidr":"(?:0\.0\.0\.0|::)\/0"/.test(JSON.stringify(peer));
}

function ofService(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  changes: readonly FieldChange[],
): string | undefined {
  const isOutside = (object: KubernetesObject | undefined) => {
    const spec = (own(object ?? {}, 'spec') ?? {}) as object;
    return ['LoadBalancer', 'NodePort'].includes(String(own(spec, 'type'))) || own(spec, 'externalIPs') !== undefined;
  };
  if (!isOutside(before) && !isOutside(after)) return undefined;
  if (before === undefined) return 'a new address outside of the cluster';
  if (after === undefined) return 'an address outside of the cluster goes';
  const found = changes.find(({ path }) => path[0] === 'spec' && path[1] !== 'selector');
  return found === undefined ? undefined : `what it offers outside of the cluster changes: ${fieldName(found.path)}`;
}
