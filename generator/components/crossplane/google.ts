import type { CheckContext } from '../../component.ts';
import type { CrossplaneOptions } from '../../generated/options.ts';
import type { GoogleNeed } from '../../google-need.ts';
import { isGoogle } from './packages.ts';
import { accountKey } from './stages/provider-configs.ts';
import { zoneName } from './zones.ts';

/** What each provider must be to do its work. The one for projects and accounts gets none: with it, it could make itself the owner. */
const roles: { readonly [provider: string]: readonly string[] } = {
  'gcp-cloudplatform': [],
  'gcp-compute': ['roles/compute.admin'],
  'gcp-container': ['roles/container.admin'],
  'gcp-dns': ['roles/dns.admin'],
  'gcp-kms': ['roles/cloudkms.admin'],
  'gcp-sql': ['roles/cloudsql.admin'],
  'gcp-storage': ['roles/storage.admin'],
};

/** The account of the providers, and the zones that are left to others. */
export function google({ options }: CheckContext<'crossplane'>): readonly GoogleNeed[] {
  return options.google === undefined ? [] : [...account(options, options.google), ...zones(options, options.google)];
}

type Google = NonNullable<CrossplaneOptions['google']>;

function account({ providers }: CrossplaneOptions, google: Google): readonly GoogleNeed[] {
  const [first, ...further] = providers.filter(isGoogle).flatMap((each) => roles[each] ?? []);
  if (first === undefined) return [];
  return [
    {
      kind: 'account',
      name: 'crossplane',
      project: google.project,
      rights: [{ on: { kind: 'project', project: google.project }, roles: [first, ...further] }],
      secret: accountKey(google),
      credential: 'key',
      path: ['google'],
    },
  ];
}

function zones({ dns }: CrossplaneOptions, { project }: Google): readonly GoogleNeed[] {
  return (dns?.zones ?? []).flatMap((each, index) =>
    each.managed
      ? []
      : [{ kind: 'zone', project, zone: each.zone, name: zoneName(each), path: ['dns', 'zones', index, 'zone'] }],
  );
}
