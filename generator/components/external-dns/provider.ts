import type { ChartValues } from '../../component.ts';
import type { ExternalDnsOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';
import type { Yaml } from '../../yaml.ts';

type Provider = ExternalDnsOptions['provider'];
type Kind = Provider['kind'];

/** The Secret with the credential of the provider. */
export const CREDENTIALS = 'external-dns-credentials';

const names: { readonly [K in Kind]: string } = {
  google: 'Google Cloud DNS',
  cloudflare: 'Cloudflare',
  aws: 'Route 53',
  rfc2136: 'the DNS server',
};

const keys: { readonly [K in Kind]: readonly string[] } = {
  google: ['key.json'],
  cloudflare: ['apiToken'],
  aws: ['accessKeyId', 'secretAccessKey'],
  rfc2136: ['tsigSecret'],
};

/** The credential with which records are changed. */
export function credentials({
  provider: { kind },
  credentials: origin,
}: Pick<ExternalDnsOptions, 'provider' | 'credentials'>): DeclaredSecret {
  return {
    ...origin,
    name: CREDENTIALS,
    namespace: 'external-dns',
    keys: keys[kind],
    purpose: `the DNS records at ${names[kind]}`,
  };
}

/** The chart's values for a provider: its flags, and its credential from a Secret without which the pod does not start. */
export function providerValues(provider: Provider, zones: readonly string[]): ChartValues {
  return { provider: provider.kind === 'aws' ? undefined : { name: provider.kind }, ...access(provider, zones) };
}

function access(provider: Provider, zones: readonly string[]): ChartValues {
  switch (provider.kind) {
    case 'google':
      return { extraArgs: args({ 'google-project': provider.project }), ...keyFile };
    case 'cloudflare':
      return {
        extraArgs: args(provider.proxied ? { 'cloudflare-proxied': true } : {}),
        env: [fromSecret('CF_API_TOKEN', 'apiToken')],
      };
    case 'aws':
      return {
        extraArgs: args(provider.zoneType === undefined ? {} : { 'aws-zone-type': provider.zoneType }),
        env: [
          fromSecret('AWS_ACCESS_KEY_ID', 'accessKeyId'),
          fromSecret('AWS_SECRET_ACCESS_KEY', 'secretAccessKey'),
          // Route 53 has no regions, and the library that speaks to it ends without one
          { name: 'AWS_REGION', value: 'us-east-1' },
        ],
      };
    case 'rfc2136':
      return {
        extraArgs: args(update(provider, zones)),
        // a flag would show it to whoever may read pods
        env: [fromSecret('EXTERNAL_DNS_RFC2136_TSIG_SECRET', 'tsigSecret')],
      };
  }
}

function update(
  { server, port, keyName, algorithm }: Extract<Provider, { kind: 'rfc2136' }>,
  zones: readonly string[],
): ChartValues {
  return {
    'rfc2136-host': server,
    'rfc2136-port': port,
    'rfc2136-zone': [...zones],
    'rfc2136-tsig-keyname': keyName,
    'rfc2136-tsig-secret-alg': algorithm,
    // without a transfer of the zone it sees no records: none is ever removed, and each is written again every minute
    'rfc2136-tsig-axfr': true,
    // the default is 0, with which no resolver keeps an answer
    'rfc2136-min-ttl': '60s',
  };
}

function args(own: ChartValues): ChartValues {
  // an asterisk in the middle of a name is refused by most providers, and with it every change of the same batch
  return { ...own, 'txt-wildcard-replacement': 'wildcard' };
}

function fromSecret(name: string, key: string): Yaml {
  return { name, valueFrom: { secretKeyRef: { name: CREDENTIALS, key } } };
}

const folder = '/etc/external-dns';

const keyFile = {
  env: [{ name: 'GOOGLE_APPLICATION_CREDENTIALS', value: `${folder}/key.json` }],
  extraVolumes: [{ name: 'credentials', secret: { secretName: CREDENTIALS } }],
  extraVolumeMounts: [{ name: 'credentials', mountPath: folder, readOnly: true }],
};
