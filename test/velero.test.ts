import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { velero } from '../generator/components/velero/component.ts';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

function fixture(name: string) {
  const path = join(repository, 'generator/components/velero/fixtures', name, 'platform.yaml');
  return compile(readFileSync(path, 'utf8'));
}

const { tree = new Map<string, string>(), model } = fixture('minimal');
const file = (path: string) => parse(tree.get(`kustomize/velero/${path}`) ?? '');

it('nobody knows the password of the copies: it is there before Velero, from Vault', () => {
  const secret = file('credentials/base/vault-secret-velero-repo-credentials.yaml');
  expect(Object.keys(secret.spec.output.stringData)).toEqual(['repository-password']);
  const stages = model?.clusters[0]?.stages ?? [];
  const wave = (id: string) => stages.find((each) => each.id === id)?.wave ?? 0;
  expect(wave('velero/credentials')).toBeGreaterThan(0);
  expect(wave('velero/install')).toBeGreaterThan(wave('velero/credentials'));
});

it("the chart's hooks and custom resources are off", () => {
  expect(file('install/chart/values.yaml')).toMatchObject({
    upgradeCRDs: false,
    backupsEnabled: false,
    snapshotsEnabled: false,
    credentials: { useSecret: false },
  });
});

it('data is moved out of the cluster, and nothing but volumes and their claims', () => {
  expect(file('schedules/base/schedule-databases.yaml').spec.template).toMatchObject({
    includedResources: ['persistentvolumeclaims', 'persistentvolumes'],
    snapshotMoveData: true,
  });
});

it('a snapshot of Mayastor becomes a thin volume of one copy, by a class that is told to who reads it', () => {
  const { backupPVC } = JSON.parse(file('install/base/config-map-node-agent.yaml').data['node-agent.json']);
  const reading = file(`schedules/base/storage-class-${backupPVC.mayastor.storageClass}.yaml`);
  expect(reading).toMatchObject({ provisioner: 'io.openebs.csi-mayastor', parameters: { repl: '1', thin: 'true' } });
  expect(file('install/chart/values.yaml').nodeAgent.extraArgs).toEqual(['--node-agent-configmap=node-agent']);
  const snapshots = file('schedules/base/volume-snapshot-class-velero-mayastor.yaml');
  expect(snapshots).toMatchObject({ driver: reading.provisioner, deletionPolicy: 'Delete' });
});

describe('the place in the store', () => {
  const places = ['one', 'two'].map((cluster) => {
    const all = fixture('cluster-override').tree ?? new Map<string, string>();
    return parse(all.get(`kustomize/velero/schedules/overlays/${cluster}/backup-storage-location-default.yaml`) ?? '')
      .spec;
  });

  it('is a folder of its own for each cluster', () => {
    expect(places.map(({ objectStorage }) => objectStorage)).toEqual([
      { bucket: 'example-backups', prefix: 'one/volumes' },
      { bucket: 'other-backups', prefix: 'two/volumes' },
    ]);
  });

  it('is reached with a file where Google has one, and through the environment where there is an access key', () => {
    expect(places[0]).not.toHaveProperty('credential');
    expect(places[1].credential).toEqual({ name: 'velero-store', key: 'credentials.json' });
    const { configuration } = file('install/chart/values.yaml');
    expect(configuration.extraEnvVars.map(({ name }: { name: string }) => name)).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
    ]);
  });
});

it('the runbook says how each schedule is copied at once and brought back, and names no CronJob', () => {
  const all = fixture('full').tree ?? new Map<string, string>();
  const text = all.get('clusters/one/README.md') ?? '';
  expect(text).toContain('s3://example-backups/platform/one/volumes');
  for (const name of ['databases', 'archive']) {
    expect(text).toContain(`backup create --from-schedule ${name} `);
    expect(text).toContain(`restore create ${name}-back --from-backup <copy>`);
  }
  expect(text).not.toContain('--from=cronjob');
});

it('has a health check for each of its kinds that is applied', () => {
  expect(Object.keys(velero.health ?? {}).sort()).toEqual(['velero.io_BackupStorageLocation', 'velero.io_Schedule']);
});
