import type { CheckContext, Finding } from '../../component.ts';
import { isGoogle } from './packages.ts';
import { zoneOf } from './zones.ts';

type Context = CheckContext<'crossplane'>;

/** What the schema cannot say: that what is asked of Google has a provider and an account, and that records have a place and lead somewhere. */
export function* check(context: Context): Iterable<Finding> {
  yield* account(context);
  yield* zones(context);
  yield* addresses(context);
  yield* target(context);
}

const missing = { code: 'missing-option', severity: 'error' } as const;

function* account({ options: { providers, google, dns } }: Context): Iterable<Finding> {
  const index = providers.findIndex(isGoogle);
  if (google === undefined && index >= 0) {
    const message = `nothing says in whose name \`${providers[index]}\` works`;
    yield { ...missing, path: ['providers', index], message, hint: 'add `google: { project: … }`' };
  }
  if (google !== undefined && index < 0) {
    const message = 'no provider has a use for the account at Google';
    yield { ...missing, path: ['google'], message, hint: 'name one in `providers`, such as `gcp-dns`' };
  }
  if (dns !== undefined && !providers.includes('gcp-dns')) {
    const message = 'zones and records need the provider `gcp-dns`';
    yield { ...missing, path: ['dns'], message, hint: 'add `gcp-dns` to `providers`' };
  }
  if (google?.credentials.origin === 'generated') {
    const message = 'Google makes this key, so Vault cannot';
    const hint = 'put the one that Google gives out into Vault: `origin: vault`';
    yield { code: 'wrong-value', severity: 'error', path: ['google', 'credentials', 'origin'], message, hint };
  }
}

function* zones({ options: { dns } }: Context): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, { zone }] of (dns?.zones ?? []).entries()) {
    const message = `the zone \`${zone}\` stands twice`;
    const path = ['dns', 'zones', index, 'zone'];
    if (seen.has(zone)) yield { code: 'wrong-value', severity: 'error', path, message, hint: 'leave one of them' };
    seen.add(zone);
  }
}

function* addresses({ options: { dns } }: Context): Iterable<Finding> {
  for (const host of Object.keys(dns?.addresses ?? {})) {
    if (dns === undefined || zoneOf(host, dns.zones) !== undefined) continue;
    const message = `\`${host}\` lies in none of the zones, so no record can be made for it`;
    const hint = 'add its zone to `zones`';
    yield { code: 'wrong-value', severity: 'error', path: ['dns', 'addresses', host], message, hint };
  }
}

function* target({ options: { dns }, enabled: { contour }, cluster }: Context): Iterable<Finding> {
  if (dns === undefined || contour === undefined || contour.address !== undefined) return;
  const message = `Contour is not told where ${cluster.name} is reached from outside, so no host has an address`;
  yield { ...missing, path: ['dns'], message, hint: 'set `address` of contour for this cluster' };
}
