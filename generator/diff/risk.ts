/** What a change does to a cluster, least first: `--fail-on` takes one and everything after it. */
export const risks = {
  harmless: 'Nothing that runs notices, or something new comes.',
  'order-changed': 'An Application comes in another wave.',
  'restarts-pods': 'Pods are replaced, as their controller does it.',
  'exposure-changed': 'What is reachable from where changes: a host, a port, a load balancer, a network policy.',
  'permission-widened': 'Someone or something may do more than before.',
  removes: 'An object is deleted that holds no data itself.',
  'objects-unknown': 'A chart, its values or a manifest of upstream changes: git does not say which objects follow.',
  recreates: 'An object is deleted and made again.',
  'application-renamed': 'Objects go to another Application: the old one may delete what the new one has.',
  'immutable-field': 'The API server refuses the change; the Application does not sync.',
  'prunes-data': 'Data goes with it: a volume, a namespace, the objects of a CRD.',
} as const;

/** The name of a class of change. */
export type Risk = keyof typeof risks;

/** Every class, least first. */
export const riskNames = Object.keys(risks) as readonly Risk[];

/** The place of a class in their order, from 0. */
export function rank(risk: Risk): number {
  return riskNames.indexOf(risk);
}

/** The worst of several classes; `harmless` of none. */
export function worst(found: readonly Risk[]): Risk {
  return found.reduce<Risk>((most, each) => (rank(each) > rank(most) ? each : most), 'harmless');
}

/** A class of a change and, where that is not plain, the sentence that says what follows. */
export interface Effect {
  readonly risk: Risk;
  readonly note?: string;
}
