import type { Backup, CheckContext, GateStep } from '../../component.ts';
import { storeAddress } from '../../kubernetes/object-store.ts';
import { folderOf } from './location.ts';
import { here } from './names.ts';

/** Each schedule as a copy that the runbook knows, with its way back. */
export function backups({ cluster, options }: CheckContext<'velero'>): readonly Backup[] {
  return Object.entries(options.schedules).map(([name, { namespaces, schedule, keep }]) => ({
    what: `the volumes of ${namespaces.join(', ')}`,
    into: 'velero/schedules',
    job: here(name),
    now: copyNow(name),
    schedule,
    keep,
    address: storeAddress(folderOf(options.store, cluster.name)),
    restore: restore(name, namespaces),
  }));
}

function copyNow(name: string): readonly string[] {
  return [
    `kubectl -n velero exec deploy/velero -- /velero backup create --from-schedule ${name} ${name}-by-hand --wait`,
    `kubectl -n velero get datauploads -l velero.io/backup-name=${name}-by-hand`,
  ];
}

/** Velero leaves a claim alone that is there, and Argo CD makes one again that is gone: both have to be out of the way. */
function restore(name: string, namespaces: readonly string[]): readonly GateStep[] {
  return [
    {
      text: 'See which copies there are. On a cluster that is built anew with the same name they are those of the old one, a few minutes after Velero is there. The password of the copies comes from Vault, so Vault is brought back first.',
      commands: [
        'kubectl -n velero get backupstoragelocations',
        `kubectl -n velero get backups.velero.io -l velero.io/schedule-name=${name}`,
      ],
    },
    {
      text: 'In Argo CD, switch automated sync off for the Applications that write into these namespaces, and for the roots above them. Then take away who uses the volumes, and the claims; `<workload>` is such as `statefulset/db`. A volume with the reclaim policy `Delete` goes with its claim.',
      commands: namespaces.flatMap((each) => [
        `kubectl -n ${each} scale --replicas=0 <workload>`,
        `kubectl -n ${each} delete pvc <claim>`,
      ]),
    },
    {
      text: 'Bring the claims back with what was in them; `<copy>` is one of those of the first step.',
      commands: [
        `kubectl -n velero exec deploy/velero -- /velero restore create ${name}-back --from-backup <copy> --wait`,
        `kubectl -n velero get datadownloads -l velero.io/restore-name=${name}-back`,
      ],
    },
    {
      text: 'See that every claim is bound, then switch automated sync on again, which starts what uses them.',
      commands: namespaces.map((each) => `kubectl -n ${each} get pvc`),
    },
  ];
}
