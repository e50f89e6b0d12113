import {
  databasesOf,
  hostsOf,
  type NamedApp,
  type NamedService,
  namespaceOf,
  partOf,
  podLabels,
  servicesOf,
} from '../app.ts';
import type { AppCalls } from '../generated/options.ts';
import { create, type ObjectOf } from '../kubernetes/create.ts';
import { VAULT_NAMESPACE } from '../kubernetes/in-vault.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isInjected } from './injection.ts';

type Spec = ObjectOf<'networking.k8s.io/v1', 'NetworkPolicy'>['spec'];
type Egress = NonNullable<Spec['egress']>[number];
type Peer = NonNullable<Egress['to']>[number];
type Labels = { readonly [label: string]: string };

/** What else is on the cluster, as far as it decides who talks to an app. */
export interface Surroundings {
  /** The namespace of what brings traffic from outside. */
  readonly ingressNamespace?: string;
  /** The namespace of the mesh's control plane, and that of the collectors. */
  readonly meshNamespace?: string;
  readonly collectorNamespace?: string;
  readonly apps: readonly NamedApp[];
}

/** What a policy lets in and out. */
type Rules = Required<Pick<Spec, 'ingress' | 'egress'>>;

/**
 * Nothing is let in and nothing out, but what the options of the app itself make necessary. Policies add up: one for all that is the app's, and
 * one for each service that has to do with anything else, so that neither another service nor a database has.
 */
export function networkPolicies(app: NamedApp, around: Surroundings): readonly KubernetesObject[] {
  const within = rulesWithin(app, around);
  const services = servicesOf(app).map((service) => ({ service, beyond: rulesBeyond(app, service, around) }));
  const [only, ...others] = services;
  if (only !== undefined && others.length === 0 && databasesOf(app).length === 0) {
    const { ingress, egress } = only.beyond;
    const rules = { ingress: [...within.ingress, ...ingress], egress: [...within.egress, ...egress] };
    return [policy(app, app.name, partOf(app.name), rules)];
  }
  return [
    policy(app, app.name, partOf(app.name), within),
    ...services
      .filter(({ beyond: { ingress, egress } }) => ingress.length + egress.length > 0)
      .map(({ service: { name }, beyond }) => policy(app, `${name}-outside`, podLabels(app.name, name), beyond)),
  ];
}

function policy(app: NamedApp, name: string, matchLabels: Labels, { ingress, egress }: Rules): KubernetesObject {
  const metadata = { name, namespace: namespaceOf(app), labels: partOf(app.name) };
  const spec: Spec = {
    podSelector: { matchLabels },
    policyTypes: [
      ...(ingress.length > 0 ? (['Ingress'] as const) : []),
      ...(egress.length > 0 ? (['Egress'] as const) : []),
    ],
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
  return create('networking.k8s.io/v1', 'NetworkPolicy', { metadata, spec });
}

function rulesWithin(app: NamedApp, around: Surroundings): Rules {
  const own = { podSelector: { matchLabels: partOf(app.name) } };
  return {
    ingress: [{ from: [own] }],
    egress: [{ to: [own] }, dns, ...mesh(app, around), ...collectors(around), ...vault(app)],
  };
}

function rulesBeyond(app: NamedApp, service: NamedService, around: Surroundings): Rules {
  return {
    ingress: [...fromCallers(app, service, around), ...fromOutside(service, around)],
    egress: allowed(service.options.calls, around),
  };
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

/** What other apps call is the port of a service, never a database. */
function fromCallers(app: NamedApp, { options: { port } }: NamedService, { apps }: Surroundings): Rules['ingress'] {
  const calling = apps.flatMap((each) =>
    servicesOf(each)
      .filter(({ options }) => (options.calls.apps as readonly string[]).includes(app.name))
      .map(({ name }): Peer => podsAt(each, podLabels(each.name, name))),
  );
  return calling.length === 0 || port === undefined ? [] : [{ from: calling, ports: [{ protocol: 'TCP', port }] }];
}

function podsAt(app: NamedApp, matchLabels: Labels): Peer {
  return { namespaceSelector: namespace(namespaceOf(app)), podSelector: { matchLabels } };
}

/** The pods of an app that is maintained elsewhere bear no label of ours. */
function podsOf(app: NamedApp): Peer {
  if (app.options.source !== undefined) return { namespaceSelector: namespace(namespaceOf(app)) };
  return podsAt(app, partOf(app.name));
}

/** Traffic from outside goes to the port of a service with a host, never to a database. */
function fromOutside(service: NamedService, { ingressNamespace }: Surroundings): Rules['ingress'] {
  const { port } = service.options;
  if (hostsOf(service).length === 0 || port === undefined || ingressNamespace === undefined) return [];
  return [{ from: [{ namespaceSelector: namespace(ingressNamespace) }], ports: [{ protocol: 'TCP', port }] }];
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

function allowed({ apps, internet, networks }: AppCalls, around: Surroundings): Rules['egress'] {
  const called = around.apps.filter(({ name }) => (apps as readonly string[]).includes(name)).map(podsOf);
  const blocks = networks.map((cidr): Peer => ({ ipBlock: { cidr } }));
  const outside: readonly Peer[] = internet ? [{ ipBlock: { cidr: '0.0.0.0/0', except: internal } }] : [];
  return [called, [...blocks, ...outside]].filter((to) => to.length > 0).map((to) => ({ to }));
}
