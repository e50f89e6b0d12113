import { hostsOf, type NamedApp, namespaceOf, partOf, servicesOf } from '../app.ts';
import type { AppCalls } from '../generated/options.ts';
import { create, type ObjectOf } from '../kubernetes/create.ts';
import { VAULT_NAMESPACE } from '../kubernetes/in-vault.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isInjected } from './injection.ts';

type Spec = ObjectOf<'networking.k8s.io/v1', 'NetworkPolicy'>['spec'];
type Egress = NonNullable<Spec['egress']>[number];
type Peer = NonNullable<Egress['to']>[number];

/** What else is on the cluster, as far as it decides who talks to an app. */
export interface Surroundings {
  /** The namespace of what brings traffic from outside. */
  readonly ingressNamespace?: string;
  /** The namespace of the mesh's control plane, and that of the collectors. */
  readonly meshNamespace?: string;
  readonly collectorNamespace?: string;
  readonly apps: readonly NamedApp[];
}

/** Nothing is let in and nothing out, but what the options of the app itself make necessary. */
export function networkPolicies(app: NamedApp, around: Surroundings): readonly KubernetesObject[] {
  const own = { matchLabels: partOf(app.name) };
  const metadata = { name: app.name, namespace: namespaceOf(app), labels: partOf(app.name) };
  const spec: Spec = {
    podSelector: own,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: own }, ...callers(app, around)] }, ...fromOutside(app, around)],
    egress: [
      { to: [{ podSelector: own }] },
      dns,
      ...mesh(app, around),
      ...collectors(around),
      ...vault(app),
      ...callsOf(app).flatMap((calls) => allowed(calls, around)),
    ],
  };
  return [create('networking.k8s.io/v1', 'NetworkPolicy', { metadata, spec })];
}

function namespace(name: string): Peer['namespaceSelector'] & object {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

const dns: Egress = {
  to: [{ namespaceSelector: namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** The calls of all services of an app, each different one once. */
function callsOf(app: NamedApp): readonly AppCalls[] {
  const all = servicesOf(app).map(({ options }) => options.calls);
  const once = (field: 'apps' | 'networks') => [...new Set(all.flatMap((each) => each[field]))].sort();
  return [
    { apps: once('apps'), networks: once('networks'), internet: all.some(({ internet }) => internet) },
  ] as AppCalls[];
}

function callers(app: NamedApp, { apps }: Surroundings): readonly Peer[] {
  const calling = apps.filter((each) =>
    callsOf(each).some((calls) => (calls.apps as readonly string[]).includes(app.name)),
  );
  return calling.map(podsOf);
}

/** The pods of an app that is maintained elsewhere bear no label of ours. */
function podsOf(app: NamedApp): Peer {
  const namespaceSelector = namespace(namespaceOf(app));
  if (app.options.source !== undefined) return { namespaceSelector };
  return { namespaceSelector, podSelector: { matchLabels: partOf(app.name) } };
}

/** Traffic from outside goes to the ports of services with a host, never to a database. */
function fromOutside(app: NamedApp, { ingressNamespace }: Surroundings): NonNullable<Spec['ingress']> {
  const open = servicesOf(app).filter((service) => hostsOf(service).length > 0);
  const ports = [...new Set(open.flatMap(({ options: { port } }) => port ?? []))].sort((a, b) => a - b);
  if (ports.length === 0 || ingressNamespace === undefined) return [];
  const from = [{ namespaceSelector: namespace(ingressNamespace) }];
  return [{ from, ports: ports.map((port) => ({ protocol: 'TCP' as const, port })) }];
}

function mesh({ options }: NamedApp, { meshNamespace }: Surroundings): readonly Egress[] {
  if (!options.mesh || meshNamespace === undefined) return [];
  return [{ to: [{ namespaceSelector: namespace(meshNamespace) }] }];
}

function collectors({ collectorNamespace }: Surroundings): readonly Egress[] {
  if (collectorNamespace === undefined) return [];
  const ports = [4317, 4318].map((port) => ({ protocol: 'TCP' as const, port }));
  return [{ to: [{ namespaceSelector: namespace(collectorNamespace) }], ports }];
}

/** Where an agent beside the container asks Vault; the CSI driver does so from its own namespace. */
function vault(app: NamedApp): readonly Egress[] {
  if (!isInjected(app)) return [];
  return [{ to: [{ namespaceSelector: namespace(VAULT_NAMESPACE) }], ports: [{ protocol: 'TCP', port: 8200 }] }];
}

/** Addresses that are nobody's on the internet: a pod that may reach that must not reach the cluster and its machines by it. */
const internal = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

function allowed({ apps, internet, networks }: AppCalls, around: Surroundings): readonly Egress[] {
  const called = around.apps.filter(({ name }) => (apps as readonly string[]).includes(name)).map(podsOf);
  const blocks = networks.map((cidr): Peer => ({ ipBlock: { cidr } }));
  const outside: readonly Peer[] = internet ? [{ ipBlock: { cidr: '0.0.0.0/0', except: internal } }] : [];
  return [called, [...blocks, ...outside]].filter((to) => to.length > 0).map((to) => ({ to }));
}
