import type { ChartValues, PlatformOptions } from '../../component.ts';
import { release } from './release.ts';
import { secrets } from './secrets.ts';

/** What an unprivileged namespace lets a container add; the chart asks for raw sockets as well, to ping. */
const capabilities = ['CHOWN', 'DAC_OVERRIDE', 'KILL', 'SETGID', 'SETUID'];

/** The chart's values on any cluster. */
export function chartValues(options: PlatformOptions<'oneuptime'>): ChartValues {
  const { ping, replicas } = options;
  const replicaCount = replicas === 1 ? undefined : replicas;
  return {
    // Contour ends TLS before it
    httpProtocol: 'https',
    // the chart's own tag follows whatever is released
    image: { tag: (options.version ?? release.chart).replace(/^v/, ''), pullPolicy: 'IfNotPresent' },
    // a label with the time of rendering, on pods too
    deployment: { includeTimestampLabel: false },
    // Envoy writes down the visitor's address, and the gateway writes down Envoy's
    trustedProxyHops: 2,
    updateCheck: { disabled: true },
    nginx: { replicaCount, service: { type: 'ClusterIP' }, resources: resources('100m', '256Mi', '512Mi') },
    app: { replicaCount, resources: resources('500m', '1Gi', '4Gi') },
    runner: { resources: resources('100m', '512Mi', '1Gi') },
    migrate: { resources: resources('250m', '1Gi', '2Gi') },
    probes: { one: { resources: resources('250m', '1Gi', '3Gi') } },
    probeContainerSecurityContext: ping ? undefined : { capabilities: { add: capabilities } },
    // names of the cluster would be asked of resolvers on the internet
    dnsConfig: { nameservers: [] },
    ...databases(options),
  };
}

function databases({ storage, storageClass }: PlatformOptions<'oneuptime'>): ChartValues {
  const persistence = (size: string) => ({ storageClass, size: size === '25Gi' ? undefined : size });
  return {
    postgresql: {
      image: { tag: release.postgres },
      primary: {
        persistence: persistence(storage.postgres),
        resources: resources('250m', '1Gi', '4Gi'),
      },
    },
    clickhouse: {
      auth: { existingSecret: existing(secrets.clickhouse) },
      persistence: persistence(storage.clickhouse),
      resources: resources('500m', '2Gi', '4Gi'),
    },
    redis: {
      image: { tag: release.redis },
      auth: { existingSecret: existing(secrets.redis) },
      master: { resources: resources('50m', '256Mi', '1Gi') },
    },
  };
}

function existing({ name, keys: [passwordKey] }: { readonly name: string; readonly keys: readonly [string] }) {
  return { name, passwordKey };
}

function resources(cpu: string, memory: string, limit: string) {
  return { requests: { cpu, memory }, limits: { memory: limit } };
}
