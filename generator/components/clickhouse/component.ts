import { defineComponent } from '../../component.ts';
import { backups, google } from './backup.ts';
import { check } from './check.ts';
import { backup } from './stages/backup.ts';
import { certificates } from './stages/certificates.ts';
import { install } from './stages/install.ts';
import { instance } from './stages/instance.ts';
import { keeper } from './stages/keeper.ts';

/** ClickHouse: where logs, traces and metrics are kept. Upstream: ClickHouse/ClickHouse, Altinity/clickhouse-operator. */
export const clickhouse = defineComponent({
  name: 'clickhouse',
  summary: 'Where logs, traces and metrics are kept: sharded, replicated, encrypted on the wire',
  namespace: { name: 'clickhouse', podSecurity: 'restricted' },
  pitfalls: [
    'A statement that says where a backup goes stands in the log of statements, with its credential; here it names a collection, whose credential comes from a Secret by the environment.',
    'The chart brings its CRDs twice, in `crds/` and by a hook: a Job at every sync, with an image `latest` and a ConfigMap that is too large to be applied. The hook is off.',
    "The chart's operator has a password that everyone knows. Here Vault makes one; and since the operator reads it once, when it starts, and goes on without, its pods wait for the Secret.",
    'What the operator makes carries the annotations and labels of the installation. With those of Argo CD, Argo CD would take the volumes for its own and remove them; they are left out, and volumes are kept (`Retain`) when an installation goes.',
    'An operator confined to its namespace cannot read its own CRD, and when that is removed deletes every installation with its data; it is given the right to.',
    'A claim for the log among the defaults makes the operator add a container with an image `latest`; the volume is mounted by name instead.',
    'Each server only holds its own shard. Clients read and write the database `otel`, whose tables reach over all of them; each part lies in `otel_local`.',
    'The servers make the tables themselves when they start, as the collector of the same release writes them; the collector has no right to. A column that a later collector adds must be added to the tables that exist.',
    "A replicated table whose path in Keeper is left to ClickHouse gets another path on every server and replicates nothing; it is written out. A shard's tables survive one lost volume: the operator drops the lost replica and the other one fills it.",
    "A server's tables about itself grow for ever: those that grow fast are kept for a week here, or off.",
    'The files of the log, by default up to 20 GB, fit on their volume, whatever its size.',
    'A user without networks of its own is let in from nowhere. Pods have no names that ClickHouse could look up, so users are bound to the network of the pods, and a NetworkPolicy to the namespaces; it needs a CNI that enforces it (flannel on Talos does with `kubeNetworkPoliciesEnabled`).',
    'Between clients and servers, and among servers, everything is encrypted but the copying of parts among replicas (port 9009) and what is said to Keeper: the operator cannot do without either; policies keep both within the namespace.',
    'The authority that signs for the servers is a ClusterIssuer, since a client elsewhere gets its certificate only along with one of its own: who may make Certificates anywhere can pass for a server, but not for a user.',
    'A server sees a renewed certificate and takes it without a restart; a password that is changed in Vault only with one: `kubectl -n clickhouse annotate` the Secret does nothing, `spec.restart: RollingUpdate` does.',
    'Another number of shards or replicas is carried out by the operator, but moves no data that is there.',
  ],
  stages: { certificates, install, keeper, instance, backup },
  backups,
  google,
  check,
});
