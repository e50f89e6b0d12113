import type { Live } from './api.ts';

/** What an operator does with a custom resource in the end: bring it, fail, or never answer. */
export type Behaviour = 'ready' | 'degraded' | 'never';

interface Answers {
  /** The status that the kind's operator writes when it is done. */
  readonly ready: (object: Live) => object;
  /** The one it writes when it fails. */
  readonly degraded: (object: Live) => object;
}

/** Statuses as the operators of the platform write them, by `<group>/<Kind>`, or by a whole group; a kind that is not here gets none from anybody. */
const statuses: { readonly [kind: string]: Answers } = {
  'cdi.kubevirt.io/CDI': phases('Deployed', 'Error'),
  'cdi.kubevirt.io/DataVolume': phases('Succeeded', 'Failed'),
  'cert-manager.io/Certificate': conditions('Ready'),
  'cert-manager.io/ClusterIssuer': conditions('Ready'),
  'cert-manager.io/Issuer': conditions('Ready'),
  'clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation': fields('status', 'Completed', 'Aborted'),
  'clickhouse.altinity.com/ClickHouseInstallation': fields('status', 'Completed', 'Aborted'),
  'dns.gcp.m.upbound.io/ManagedZone': conditions('Synced', 'Ready'),
  'dns.gcp.m.upbound.io/RecordSet': conditions('Synced', 'Ready'),
  'gateway.networking.k8s.io/Gateway': conditions('Accepted', 'Programmed'),
  'gateway.networking.k8s.io/GatewayClass': conditions('Accepted'),
  'kubevirt.io/KubeVirt': phases('Deployed', 'Deploying', 'Degraded'),
  'kubevirt.io/VirtualMachine': fields('printableStatus', 'Running', 'ErrorUnschedulable'),
  'openebs.io/DiskPool': {
    ready: () => ({ cr_state: 'Created', pool_status: 'Online', capacity: 1, used: 0, available: 1 }),
    degraded: () => ({ cr_state: 'Created', pool_status: 'Faulted', capacity: 0, used: 0, available: 0 }),
  },
  'opentelemetry.io/OpenTelemetryCollector': {
    ready: () => ({ scale: { replicas: 1, statusReplicas: '1/1' } }),
    degraded: () => ({ scale: { replicas: 1, statusReplicas: '0/1' } }),
  },
  'pkg.crossplane.io/Provider': conditions('Installed', 'Healthy'),
  'projectcontour.io/HTTPProxy': {
    ready: (object) => ({
      currentStatus: 'valid',
      description: 'Valid HTTPProxy',
      ...conditionsOf(object, ['Valid'], 'True'),
    }),
    degraded: (object) => ({
      currentStatus: 'invalid',
      description: 'asked to fail',
      ...conditionsOf(object, ['Valid'], 'False'),
    }),
  },
  'px.dev/Vizier': {
    ready: () => ({ vizierPhase: 'Healthy', reconciliationPhase: 'Ready' }),
    degraded: () => ({ vizierPhase: 'Unhealthy', reconciliationPhase: 'Failed' }),
  },
  'redhatcop.redhat.io': {
    ready: (object) => conditionsOf(object, ['ReconcileSuccessful'], 'True'),
    degraded: (object) => conditionsOf(object, ['ReconcileFailed'], 'True'),
  },
  'velero.io/BackupStorageLocation': phases('Available', 'Unavailable'),
  'velero.io/Schedule': phases('Enabled', 'FailedValidation'),
};

/** What the stand-in writes into an object's status, and nothing where its operator writes none that anybody waits for. */
export function answersFor(apiVersion: string, kind: string): Answers | undefined {
  const group = apiVersion.split('/')[0] ?? '';
  return statuses[`${group}/${kind}`] ?? statuses[group];
}

function phases(ready: string, degraded: string, condition?: string): Answers {
  const failed = (object: Live) => (condition === undefined ? {} : conditionsOf(object, [condition], 'True'));
  return {
    ready: ({ metadata }) => ({ phase: ready, observedGeneration: metadata.generation }),
    degraded: (object) => ({ phase: degraded, observedGeneration: object.metadata.generation, ...failed(object) }),
  };
}

function fields(name: string, ready: string, degraded: string): Answers {
  return { ready: () => ({ [name]: ready }), degraded: () => ({ [name]: degraded }) };
}

function conditions(...types: readonly string[]): Answers {
  return {
    ready: (object) => conditionsOf(object, types, 'True'),
    degraded: (object) => conditionsOf(object, types, 'False'),
  };
}

function conditionsOf({ metadata }: Live, types: readonly string[], status: 'True' | 'False') {
  const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, '');
  const common = { status, lastTransitionTime, reason: 'StandIn', message: 'written by the stand-in' };
  return { conditions: types.map((type) => ({ type, ...common, observedGeneration: metadata.generation })) };
}
