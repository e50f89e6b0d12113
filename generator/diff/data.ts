import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { valueAt } from '../map.ts';
import type { FieldChange } from './fields.ts';
import type { Effect } from './risk.ts';

const RANDOM_SECRET = 'redhatcop.redhat.io/RandomSecret';

/** What holds data: removed, it takes it along. By `group/Kind`, with what goes. */
const holders: { readonly [kind: string]: string } = {
  '/PersistentVolumeClaim': 'the volume goes with it, unless its class keeps volumes',
  '/PersistentVolume': 'the volume is let go of',
  '/Namespace': 'everything in it goes with it, volumes too',
  'apiextensions.k8s.io/CustomResourceDefinition': 'every object of its kind goes with it, in every namespace',
  'snapshot.storage.k8s.io/VolumeSnapshot': 'the snapshot goes with it, unless its class keeps them',
  'clickhouse.altinity.com/ClickHouseInstallation': 'its operator removes the volumes of the database',
  'clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation': 'its operator removes the volumes',
  'cdi.kubevirt.io/DataVolume': 'the disk goes with it',
  'kubevirt.io/VirtualMachine': 'the machine goes, and the disks of its templates with it',
  'openebs.io/DiskPool': 'the replicas on this disk are lost',
  'ceph.rook.io/CephCluster': 'the storage cluster goes, as its cleanup policy says',
  'ceph.rook.io/CephBlockPool': 'the volumes in the pool are lost',
  'ceph.rook.io/CephFilesystem': 'the files in it are lost',
  'ceph.rook.io/CephObjectStore': 'the objects in it are lost',
  'redhatcop.redhat.io/SecretEngineMount': 'Vault unmounts the engine and forgets every secret in it',
  [RANDOM_SECRET]: 'Vault forgets the value it made up',
  'postgresql.cnpg.io/Cluster': 'the database goes, and its volumes with it',
  'bitnami.com/SealedSecret': 'the Secret that it unseals goes with it',
};

/** What removing an object does, besides that it is gone. */
export function removal(object: KubernetesObject): Effect {
  const id = `${groupOf(object.apiVersion)}/${object.kind}`;
  if (id === 'apps/StatefulSet') return ofStatefulSet(object);
  if (id === RANDOM_SECRET && valueAt(object, 'spec', 'kvSecretRetainPolicy') === 'Retain')
    return { risk: 'removes', note: 'Vault keeps the value it made up: kvSecretRetainPolicy is Retain' };
  const note = Object.hasOwn(holders, id) ? holders[id] : undefined;
  if (note !== undefined) return { risk: 'prunes-data', note };
  if (/\.upbound\.io$/.test(groupOf(object.apiVersion)) && !/ProviderConfig/.test(object.kind))
    return { risk: 'prunes-data', note: 'Crossplane removes at the provider what it stands for' };
  return { risk: 'removes' };
}

function ofStatefulSet(object: KubernetesObject): Effect {
  const templates = valueAt(object, 'spec', 'volumeClaimTemplates');
  if (!Array.isArray(templates) || templates.length === 0) return { risk: 'removes' };
  if (valueAt(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete')
    return { risk: 'prunes-data', note: 'its volumes go with it: whenDeleted is Delete' };
  return { risk: 'removes', note: 'its volumes stay, and belong to nobody' };
}

/** Data that goes although its object stays: a StatefulSet or a chart that gets fewer members and does not keep their volumes. */
export function lossInside(after: KubernetesObject, changes: readonly FieldChange[]): Effect | undefined {
  const dropped = changes.some(
    ({ path, before, after: now }) =>
      path.join('.') === 'spec.replicas' && typeof before === 'number' && typeof now === 'number' && now < before,
  );
  const policy = valueAt(after, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled');
  if (!dropped || after.kind !== 'StatefulSet' || policy !== 'Delete') return undefined;
  return { risk: 'prunes-data', note: 'the volumes of the members that go are deleted: whenScaled is Delete' };
}

/** Whether Argo CD has been told to leave an object when it leaves git (`Prune`) or its Application goes (`Delete`). */
export function isKept(object: KubernetesObject, how: 'Prune' | 'Delete'): boolean {
  const options = object.metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
  return options.split(',').some((each) => each.trim() === `${how}=false`);
}
