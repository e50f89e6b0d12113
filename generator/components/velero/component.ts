import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { backups } from './backups.ts';
import { check } from './check.ts';
import { google } from './location.ts';
import { NAMESPACE } from './names.ts';
import { credentials } from './stages/credentials.ts';
import { install } from './stages/install.ts';
import { schedules } from './stages/schedules.ts';

/** Velero: copies of volumes in an object store. Upstream: vmware-tanzu/velero, vmware-tanzu/helm-charts. */
export const velero = defineComponent({
  name: 'velero',
  summary: 'Copies of volumes in an object store, made from snapshots again and again',
  needsMachines: true,
  namespace: { name: NAMESPACE, podSecurity: 'baseline' },
  pitfalls: [
    'A snapshot lies on the same disks as its volume and is lost with them; its data is moved into the store, and the snapshot goes.',
    'Velero locks its copies with a password that everybody knows where none is there at its first start; Vault makes one, in a stage before it. Without it no copy opens, so Vault has a backup of its own.',
    'Only volumes of a driver that takes snapshots are copied: those of `mayastor`, not those of `local-hostpath`, which are passed over without a word.',
    'The snapshot CRDs and their controller come with Mayastor.',
    "The chart's hook that renews the CRDs would run at every sync; it is off, and the CRDs come with the chart.",
    'Claims and volumes are copied, and nothing else: git has the objects and Vault the secrets, none of which then lies in a bucket.',
    'A volume of Mayastor that is made of a snapshot must be thin; what moves data makes them of a class of its own, since the one of the claims is not.',
    'What moves data reads the snapshot from a volume of its own; without the folders of the node the namespace needs no privileges.',
    'A copy goes when its time is over, whether or not newer ones were made: an alert of Grafana says when one failed.',
    'Velero may read and write everything in the cluster, since it brings back whatever it is asked to.',
    'A claim that is there is left alone by a restore: the runbook says how to take it out of the way, of Argo CD too.',
  ],
  stages: { credentials, install, schedules },
  health: {
    'velero.io_BackupStorageLocation': renderText('velero/location-health.lua', {}),
    'velero.io_Schedule': renderText('velero/schedule-health.lua', {}),
  },
  metrics: [
    {
      name: 'velero',
      labels: { 'app.kubernetes.io/name': 'velero', name: 'velero' },
      port: 8085,
      prefixes: ['velero_'],
    },
  ],
  backups,
  google,
  check,
});
