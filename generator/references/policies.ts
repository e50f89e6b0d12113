import type { ObjectOf } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { type Selector, saysAnything, selects } from './pods.ts';

type Policy = ObjectOf<'networking.k8s.io/v1', 'NetworkPolicy'>;
type Rule = NonNullable<Policy['spec']['egress']>[number];
type Peer = NonNullable<Rule['to']>[number];
type Labels = { readonly [key: string]: string };

/** One end of a connection. */
export interface End {
  readonly namespace: string;
  /** The labels of the namespace. */
  readonly around: Labels;
  /** The labels of the pod, where Plinth makes it. */
  readonly labels?: Labels;
}

/** A connection that something on the platform makes. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  /** The number of the port of the pod; undefined where nobody knows it. */
  readonly port?: number;
}

/** The network policy that keeps a connection from being made, where there is one; what Plinth cannot know counts as let through. */
export function blockedBy(
  { from, to, port }: Connection,
  objects: readonly KubernetesObject[],
): KubernetesObject | undefined {
  const policies = objects.filter((each): each is Policy => each.kind === 'NetworkPolicy');
  return blocking(policies, from, 'Egress', to, port) ?? blocking(policies, to, 'Ingress', from, port);
}

function blocking(
  policies: readonly Policy[],
  at: End,
  direction: 'Egress' | 'Ingress',
  other: End,
  port: number | undefined,
): Policy | undefined {
  const here = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === at.namespace &&
      (spec.policyTypes ?? ['Ingress']).includes(direction) &&
      isFor(spec.podSelector ?? {}, at.labels),
  );
  return here.some((policy) => rulesOf(policy, direction).some((rule) => lets(rule, direction, other, at, port)))
    ? undefined
    : here[0];
}

/** A policy for some pods says nothing of one whose labels nobody knows. */
function isFor(selector: Selector, labels: Labels | undefined): boolean {
  return labels === undefined ? !saysAnything(selector) : selects(selector, labels);
}

function rulesOf({ spec }: Policy, direction: 'Egress' | 'Ingress'): readonly Rule[] {
  return (direction === 'Egress' ? spec.egress : spec.ingress) ?? [];
}

function lets(rule: Rule, direction: 'Egress' | 'Ingress', other: End, at: End, port: number | undefined): boolean {
  const { ports, ...sides } = rule as Rule & { readonly from?: readonly Peer[] };
  const peers = direction === 'Egress' ? sides.to : sides.from;
  const isOpen =
    ports === undefined ||
    port === undefined ||
    ports.some((each) => each.port === undefined || each.port === port || typeof each.port === 'string');
  return isOpen && (peers === undefined || peers.some((peer) => isPeer(peer, other, at)));
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, other: End, at: End): boolean {
  if (ipBlock !== undefined) return false;
  const isThere =
    namespaceSelector === undefined ? other.namespace === at.namespace : selects(namespaceSelector, other.around);
  return isThere && (podSelector === undefined || other.labels === undefined || selects(podSelector, other.labels));
}
