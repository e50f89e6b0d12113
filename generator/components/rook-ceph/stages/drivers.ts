import { type Chart, type ChartValues, defineStage } from '../../../component.ts';
import { edgeToleration } from '../../../kubernetes/edge-toleration.ts';
import { NAMESPACE, drivers as names } from '../names.ts';

/** The ConfigMap in which Rook's chart names the images of the drivers that it was tested with. */
const IMAGES = 'rook-csi-operator-image-set-configmap';

const small = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } };
const plugin = { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1Gi' } };
/** Else the logs go to a folder of the node, where no collector reads them. */
const toOutput = { rotation: { enabled: false } };

const rbdChart = chart([names.rbd]);
const bothChart = chart([names.cephfs, names.rbd]);

/** What mounts volumes on every node and makes them. Since Rook 1.20 its own chart brings none of this, and volumes would wait for ever. */
export const drivers = defineStage('rook-ceph', {
  summary: 'the CSI drivers of volumes',
  after: ['mayastor/install'],
  chart: { charts: [rbdChart, bothChart], choose: ({ filesystem }) => (filesystem ? bothChart : rbdChart) },
  values: ({ options: { filesystem, mons }, after }) => {
    const hasSnapshots = after.mayastor !== undefined;
    const common = driver(mons);
    return {
      operatorConfig: { namespace: NAMESPACE, driverSpecDefaults: everyDriver() },
      drivers: {
        // a driver's sidecar for snapshots ends at once where nobody has brought their CRDs; the chart has it for one of the two
        rbd: { name: names.rbd, ...common, snapshotPolicy: hasSnapshots ? 'volumeSnapshot' : undefined },
        cephfs: filesystem
          ? { name: names.cephfs, ...common, snapshotPolicy: hasSnapshots ? undefined : 'none' }
          : { enabled: false },
        nfs: { enabled: false },
        nvmeof: { enabled: false },
      },
    };
  },
});

function everyDriver(): ChartValues {
  const sidecars = ['attacher', 'snapshotter', 'resizer', 'provisioner'].map((name) => [name, small] as const);
  return {
    imageSet: { name: IMAGES },
    log: toOutput,
    nodePlugin: { priorityClassName: 'system-node-critical', resources: { registrar: small, plugin } },
    controllerPlugin: {
      priorityClassName: 'system-cluster-critical',
      resources: { ...Object.fromEntries(sidecars), plugin },
    },
  };
}

/** What the chart writes into each driver, where it hides what is said for every one. */
function driver(mons: number): ChartValues {
  return {
    log: toOutput,
    nodePlugin: { tolerations: [edgeToleration] },
    controllerPlugin: mons === 1 ? undefined : { replicas: 2 },
  };
}

/** The chart, which leaves the roles of each driver without a namespace. */
function chart(enabled: readonly string[]): Chart {
  const roles = enabled.flatMap((name) => {
    const prefix = name.replaceAll('.', '-');
    return ['ctrlplugin', 'nodeplugin'].flatMap((plugin) => [
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', name: `${prefix}-${plugin}-r` },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', name: `${prefix}-${plugin}-rb` },
    ]);
  });
  return {
    repository: 'https://ceph.github.io/ceph-csi-operator',
    name: 'ceph-csi-drivers',
    version: '1.0.4',
    isFurther: true,
    clusterKinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    namespaceless: roles,
  };
}
