import type { ClickhouseResources, ClickhouseRetention } from '../../generated/options.ts';
import { bytes } from '../../kubernetes/bytes.ts';
import { renderText } from '../../text.ts';
import { SERVER_TLS } from './names.ts';
import { podIdentity, restricted } from './pods.ts';
import { release } from './release.ts';
import { startupScripts } from './startup-scripts.ts';

/** Where a server finds its certificate. */
const TLS_FOLDER = '/etc/clickhouse-server/tls';

/** Files of the server's own log, for each of which there is another one with errors alone. */
const LOG_FILES = 8;

const MEBIBYTE = 2 ** 20;

/** The servers' pod: of the replicas of one shard no two share a node. */
export function serverPod({ cpu, memory }: ClickhouseResources) {
  return {
    name: 'server',
    podDistribution: [{ type: 'ShardAntiAffinity', scope: 'Cluster', topologyKey: 'kubernetes.io/hostname' }],
    spec: {
      securityContext: podIdentity,
      containers: [
        {
          name: 'clickhouse',
          image: `clickhouse/clickhouse-server:${release.clickhouse}`,
          resources: { requests: { cpu, memory }, limits: { memory } },
          securityContext: restricted,
          volumeMounts: [
            // named here and not in the defaults, for which the operator adds a container of an image that changes
            { name: 'log', mountPath: '/var/log/clickhouse-server' },
            { name: 'tls', mountPath: TLS_FOLDER, readOnly: true },
          ],
        },
      ],
      volumes: [{ name: 'tls', secret: { secretName: SERVER_TLS } }],
    },
  } as const;
}

/** Settings of a server; its log takes nine tenths of its volume at most. */
export function settings(logSize: string) {
  const each = Math.max(1, Math.floor((bytes(logSize) * 0.9) / (2 * (LOG_FILES + 1)) / MEBIBYTE));
  return {
    'logger/level': 'information',
    'logger/size': `${each}M`,
    'logger/count': String(LOG_FILES),
  };
}

/** Files of a server besides those that the operator makes. */
export function files(retention: ClickhouseRetention): { readonly [path: string]: string } {
  const scripts = startupScripts(retention).map(({ query, condition = '' }) => ({ query: indented(query), condition }));
  return {
    'config.d/openssl.xml': renderText('clickhouse/openssl.xml', { folder: TLS_FOLDER }),
    'config.d/startup-scripts.xml': renderText('clickhouse/startup-scripts.xml', { scripts }),
    'config.d/system-logs.xml': renderText('clickhouse/system-logs.xml', systemLogs),
    'users.d/no-default-user.xml': renderText('clickhouse/no-default-user.xml', {}),
  };
}

/** As the lines after the first one stand in the template. */
function indented(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(16)}`);
}

/** What a server writes about itself: for a week, or not at all where its own log says it or nobody asks for it. */
const systemLogs = {
  kept: [
    'metric_log',
    'asynchronous_metric_log',
    'query_metric_log',
    'query_views_log',
    'error_log',
    'asynchronous_insert_log',
  ].map((table) => ({ table, days: 7 })),
  dropped: ['text_log', 'trace_log', 'processors_profile_log'].map((table) => ({ table })),
};
