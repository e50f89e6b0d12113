import type { BackupPlan } from '../generated/options.ts';
import { create, type ObjectOf } from './create.ts';
import type { KubernetesObject } from './object.ts';
import { remotePath, type StoreFolder, storeVariables } from './object-store.ts';

type JobPod = ObjectOf<'batch/v1', 'CronJob'>['spec']['jobTemplate']['spec']['template']['spec'];
type JobContainer = JobPod['containers'][number];

/** Upstream: rclone/rclone. */
const IMAGE = 'rclone/rclone:1.75.0';

/** Where the copy lies between being taken and being put away. */
export const COPY_FOLDER = '/backup';

/** What a restricted namespace asks of a container. */
export const confined = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** What makes a copy, and where it goes. */
export interface BackupJob {
  readonly name: string;
  readonly namespace: string;
  readonly backup: Pick<BackupPlan, 'schedule' | 'keep'>;
  readonly folder: StoreFolder;
  /** The Secret with the credential of the store. */
  readonly secret: string;
  /** Whose rights it has in the cluster; none when absent. */
  readonly serviceAccountName?: string;
  /** Who the image of `take` runs as. */
  readonly user: number;
  readonly group: number;
  /** Makes the copy: writes one file into the folder above, named by its time, or has a server put it into the store. */
  readonly take: Omit<JobContainer, 'securityContext'>;
  /** The largest that the file can be; absent where there is none. */
  readonly sizeLimit?: string;
  /** The volumes of `take`. */
  readonly volumes: NonNullable<JobPod['volumes']>;
}

/** Takes a copy, puts it into the store, and only then removes those there that are too old. Its name says `backup`, by which alerts find it. */
export function backupJob(job: BackupJob): KubernetesObject {
  return create('batch/v1', 'CronJob', {
    metadata: { name: job.name, namespace: job.namespace },
    spec: {
      schedule: job.backup.schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      // one that is missed because nothing could run is made up for, within the hour
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { activeDeadlineSeconds: 3600, backoffLimit: 2, template: { spec: podOf(job) } } },
    },
  });
}

function podOf({ serviceAccountName, user, group, take, sizeLimit, volumes, ...job }: BackupJob): JobPod {
  const remote = remotePath(job.folder);
  return {
    restartPolicy: 'Never',
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: group,
      fsGroup: group,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    initContainers: sizeLimit === undefined ? [{ ...take, securityContext: confined }] : putAway(take, remote, job),
    containers: [rclone('remove-old', ['delete', '--min-age', job.backup.keep, remote], job)],
    volumes: [...(sizeLimit === undefined ? [] : [{ name: 'copy', emptyDir: { sizeLimit } }]), ...volumes],
  };
}

/** What takes a copy as a file, and what brings that into the store. */
function putAway(take: BackupJob['take'], remote: string, job: Pick<BackupJob, 'folder' | 'secret'>): JobContainer[] {
  const copy = { name: 'copy', mountPath: COPY_FOLDER };
  return [
    { ...take, securityContext: confined, volumeMounts: [copy, ...(take.volumeMounts ?? [])] },
    {
      ...rclone('upload', ['copy', '--error-on-no-transfer', COPY_FOLDER, remote], job),
      volumeMounts: [{ ...copy, readOnly: true }],
    },
  ];
}

function rclone(name: string, args: readonly string[], { folder, secret }: Pick<BackupJob, 'folder' | 'secret'>) {
  return {
    name,
    image: IMAGE,
    args: [...args],
    env: storeVariables(folder.store, secret),
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    securityContext: confined,
  } as const;
}
