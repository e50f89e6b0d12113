import { isMap, own, type PlainMap } from '../../map.ts';
import { ofKind, type Read, type SourceObject } from './source-object.ts';
import { listAt, textAt } from './texts.ts';

/** What ClusterIssuers say of cert-manager's options. */
export interface Issuers {
  readonly options: PlainMap;
  readonly files: readonly string[];
  /** Parts of them that no option says, by object. */
  readonly rest: readonly { readonly from: SourceObject; readonly what: string }[];
}

const servers = new Map([
  ['https://acme-v02.api.letsencrypt.org/directory', 'production'],
  ['https://acme-staging-v02.api.letsencrypt.org/directory', 'staging'],
]);

/** Reads the ClusterIssuers of Let's Encrypt: their names, the address, how they solve. */
export function issuersIn(objects: readonly SourceObject[]): Read<SourceObject> & Issuers {
  const all = ofKind(objects, 'ClusterIssuer');
  const known = all.filter(({ object }) => servers.has(textAt(object, 'spec', 'acme', 'server') ?? ''));
  const emails = new Set(known.flatMap(({ object }) => textAt(object, 'spec', 'acme', 'email') ?? []));
  const solvers = known.map((from) => ({ from, ...solversOf(from) }));
  const classes = new Set(solvers.flatMap(({ classes: each }) => each));
  const zones = new Map(
    solvers.flatMap(({ zones: each }) => each).map((each) => [`${each.zone} ${each.project}`, each]),
  );
  const [email, ...otherEmails] = emails;
  const [ingressClass, ...otherClasses] = classes;
  const issuers = Object.fromEntries(
    known.map(({ object }) => [
      object.metadata.name,
      { server: servers.get(textAt(object, 'spec', 'acme', 'server') ?? '') },
    ]),
  );
  const options: PlainMap = {
    ...(email !== undefined && otherEmails.length === 0 ? { email } : {}),
    ...(known.length === 0 ? {} : { issuers }),
    ...(ingressClass !== undefined && otherClasses.length === 0 ? { ingressClass } : {}),
    ...(zones.size === 0 ? {} : { dns01: [...zones.values()] }),
  };
  return {
    found: known,
    used: known,
    options,
    files: [...new Set(known.map(({ file }) => file))],
    rest: solvers.flatMap(({ from, rest }) => rest.map((what) => ({ from, what }))),
  };
}

function solversOf({ object }: SourceObject) {
  const classes: string[] = [];
  const zones: { readonly zone: string; readonly project: string }[] = [];
  const rest: string[] = [];
  listAt(object, 'spec', 'acme', 'solvers').forEach((solver, index) => {
    const ingress =
      textAt(solver, 'http01', 'ingress', 'ingressClassName') ?? textAt(solver, 'http01', 'ingress', 'class');
    const project = textAt(solver, 'dns01', 'cloudDNS', 'project');
    const dnsZones = listAt(solver, 'selector', 'dnsZones').map(String);
    if (ingress !== undefined) classes.push(ingress);
    else if (project !== undefined && dnsZones.length > 0) zones.push(...dnsZones.map((zone) => ({ zone, project })));
    else if (!(isMap(solver) && isMap(own(solver, 'http01')))) rest.push(`spec.acme.solvers[${index}]`);
  });
  return { classes, zones, rest };
}

/** Where only one issuer signs what browsers trust, it is meant. */
export function onlyIssuer(objects: readonly SourceObject[]): string | undefined {
  const trusted = issuersIn(objects).found.filter(
    ({ object }) => servers.get(textAt(object, 'spec', 'acme', 'server') ?? '') === 'production',
  );
  return trusted.length === 1 ? trusted[0]?.object.metadata.name : undefined;
}
