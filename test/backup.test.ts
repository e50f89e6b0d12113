import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { remotePath, storeAddress } from '../generator/kubernetes/object-store.ts';
import { unfitSchedule } from '../generator/unfit-schedule.ts';
import { repository } from './support/cli.ts';

const problems = (schedule: string) => [...unfitSchedule(schedule, ['schedule'])].map(({ severity }) => severity);

describe('a schedule', () => {
  it.each([
    '0 3 * * *',
    '59 23 31 12 6',
    '0 */6 * * 1-5',
    '0 0,12 1-15/2 * *',
    '5 4 29 2 *',
    '0 3 31 2 1',
    '0 20/2 * * *',
  ])('%s is taken', (schedule) => expect(problems(schedule)).toEqual([]));

  it.each([
    ['60 3 * * *', 'minute'],
    ['0 24 * * *', 'hour'],
    ['0 3 0 * *', 'day'],
    ['0 3 * 13 *', 'month'],
    ['0 3 * * 7', 'weekday'],
    ['0 5-2 * * *', 'hour'],
    ['0 3-30 * * *', 'hour'],
    ['0 */0 * * *', 'hour'],
    ['0 3,, * * *', 'hour'],
    ['0 3 31 2,4 *', 'day 31'],
    ['0 3 30 2 *', 'day 30'],
  ])('%s is refused for its %s', (schedule, what) => {
    const [finding] = [...unfitSchedule(schedule, ['schedule'])];
    expect(finding).toMatchObject({ code: 'wrong-value', severity: 'error', path: ['schedule'] });
    expect(finding?.message).toContain(what);
  });

  it('more than once an hour is warned of', () => {
    expect(problems('0,30 * * * *')).toEqual(['warning']);
    expect(problems('*/15 3 * * *')).toEqual(['warning']);
    expect(problems('*/60 * * * *')).toEqual([]);
  });

  it('of any five texts that the schema lets through is judged, and never crashes', () => {
    const field = fc.string({ unit: fc.constantFrom(...'0123456789*/,-'), minLength: 1, maxLength: 6 });
    const five = fc.tuple(field, field, field, field, field).map((texts) => texts.join(' '));
    fc.assert(
      fc.property(five, (schedule) => {
        expect(problems(schedule).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

const fixture = join(repository, 'generator/components/vault/fixtures/backup/platform.yaml');
const tree = compile(readFileSync(fixture, 'utf8')).tree ?? new Map<string, string>();
const folder = (cluster: string) => `kustomize/vault/backup/overlays/${cluster}`;

describe.each(['one', 'two'])('the backup of Vault on %s', (cluster) => {
  const job = parse(tree.get(`${folder(cluster)}/cron-job-vault-backup.yaml`) ?? '');
  const pod = job.spec.jobTemplate.spec.template.spec;
  const [snapshot, upload] = pod.initContainers;
  const [removeOld] = pod.containers;
  const runbook = (tree.get(`clusters/${cluster}/README.md`) ?? '').split('## Backups')[1] ?? '';

  it('is found by the alert on failed backups, by its name', () => {
    expect(job.metadata.name).toMatch(/backup|snapshot/);
  });

  it('removes old copies only after a new one is in the store', () => {
    expect([snapshot.name, upload.name]).toEqual(['snapshot', 'upload']);
    expect(upload.args).toContain('--error-on-no-transfer');
    expect(removeOld.args.slice(0, 2)).toEqual(['delete', '--min-age']);
    expect(removeOld.args.at(-1)).toBe(upload.args.at(-1));
  });

  it('shows its token to Vault alone, and the credential of the store to rclone alone', () => {
    const mounts = (container: { volumeMounts?: { name: string }[] }) =>
      (container.volumeMounts ?? []).map(({ name }) => name);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect([snapshot, upload, removeOld].map((each) => mounts(each).includes('token'))).toEqual([true, false, false]);
    expect(JSON.stringify(snapshot)).not.toContain('vault-backup-store');
    expect(JSON.stringify(upload.env)).toContain('"secretKeyRef":{"name":"vault-backup-store"');
  });

  it('has the right to take snapshots and no other, for its own account', () => {
    const policy: string = parse(tree.get(`${folder(cluster)}/policy-vault-backup.yaml`) ?? '').spec.policy;
    expect([...policy.matchAll(/path "([^"]+)"/g)].map(([, path]) => path)).toEqual(['sys/storage/raft/snapshot']);
    expect(policy).toContain('capabilities = ["read"]');
    const role = parse(tree.get(`${folder(cluster)}/kubernetes-auth-engine-role-vault-backup.yaml`) ?? '').spec;
    expect(role.targetServiceAccounts).toEqual([pod.serviceAccountName]);
    expect(snapshot.command[2]).toContain('role=vault-backup ');
  });

  it('is brought back from where it goes to, by objects that there are', () => {
    expect(runbook).toContain(`rclone copyto ${upload.args.at(-1)}/<copy> vault.snap`);
    expect(runbook).toContain(`--from=cronjob/${job.metadata.name} `);
    expect(runbook).toContain(`| \`${job.metadata.namespace}/${job.metadata.name}\` | \`${job.spec.schedule}\` |`);
    for (const { name, value } of upload.env) {
      const isKept = value !== undefined;
      expect(runbook.includes(isKept ? `${name}='${value}'` : `${name} `), name).toBe(isKept || cluster === 'one');
    }
  });
});

it('a Vault with shares is opened after a copy is put back, one with a key service opens itself', () => {
  const restore = (cluster: string) =>
    (tree.get(`clusters/${cluster}/README.md`) ?? '').split('### Bring Vault back')[1];
  expect(restore('one')).not.toContain('operator unseal');
  expect(restore('two')?.match(/vault operator unseal/g)).toHaveLength(3);
});

it('what lets a root token be made is asked as each distribution is', () => {
  expect(tree.get('clusters/one/README.md')).toContain('vault operator generate-root -init');
  expect(tree.get('clusters/two/README.md')).toContain('vault write -force sys/generate-root/attempt');
});

it('each cluster has a folder of its own', () => {
  const store = { kind: 'gcs', bucket: 'copies', credential: { origin: 'vault' } } as const;
  expect(remotePath({ store, cluster: 'one', of: 'vault' })).toBe('store:copies/one/vault');
  expect(storeAddress({ store: { ...store, prefix: 'a/b' }, cluster: 'two', of: 'vault' })).toBe(
    'gs://copies/a/b/two/vault',
  );
});

describe('the backup of ClickHouse', () => {
  const platform = join(repository, 'generator/components/clickhouse/fixtures/backup/platform.yaml');
  const files = compile(readFileSync(platform, 'utf8')).tree ?? new Map<string, string>();
  const object = (path: string) => parse(files.get(`kustomize/clickhouse/${path}`) ?? '');
  const { configuration } = object('instance/base/click-house-installation-telemetry.yaml').spec;
  const pod = object('backup/overlays/one/cron-job-clickhouse-backup.yaml').spec.jobTemplate.spec.template.spec;
  const [copy] = pod.initContainers;
  const runbook = files.get('clusters/one/README.md') ?? '';

  /** Runs the script with a client that prints what it is asked, and of which some servers do not answer. */
  function asked(silent: string) {
    const folder = mkdtempSync(join(tmpdir(), 'plinth-backup-'));
    const client = `clickhouse-client() { case "$*" in *--host\\ ${silent}\\ *) return 1;; *BACKUP*) echo "$*";; esac; }`;
    const script = `${client}\n${copy.command[2].replaceAll('/tmp/', `${folder}/`)}`;
    const run = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    return { ...run, servers: [...run.stdout.matchAll(/--host (\S+)/g)].map(([, host]) => host) };
  }

  it('asks one server of each shard, the next one where the first does not answer', () => {
    expect(asked('nobody').servers).toEqual(['chi-telemetry-telemetry-0-0', 'chi-telemetry-telemetry-1-0']);
    expect(asked('chi-telemetry-telemetry-1-0').servers.at(-1)).toBe('chi-telemetry-telemetry-1-1');
  });

  it('fails where a shard does not answer at all, and then removes nothing', () => {
    expect(asked('chi-telemetry-telemetry-1-*').status).toBe(1);
    expect(pod.containers.map(({ name }: { name: string }) => name)).toEqual(['remove-old']);
  });

  it('names a collection, so that the credential is in no statement and no file', () => {
    expect(asked('nobody').stdout).toMatch(/TO S3\(backups, 'one\/clickhouse\/\d{8}T\d{6}Z\/shard-0'\)/);
    const ofCollection = Object.entries(configuration.settings).filter(([path]) =>
      path.startsWith('named_collections/'),
    );
    expect(ofCollection).toEqual([
      ['named_collections/backups/url', 'https://example-backups.s3.ca-central-1.amazonaws.com/platform'],
      ...['access_key_id accessKeyId', 'secret_access_key secretAccessKey'].map((pair) => [
        `named_collections/backups/${pair.split(' ')[0]}`,
        { valueFrom: { secretKeyRef: { name: 'clickhouse-backup-store', key: pair.split(' ')[1] } } },
      ]),
    ]);
  });

  it('has a user that may copy and bring back, and cannot read', () => {
    const grants: readonly string[] = configuration.users['backup/grants/query'];
    expect(grants.join(' ')).not.toMatch(/SELECT|ALL/);
    expect(copy.env).toEqual([
      {
        name: 'CLICKHOUSE_PASSWORD',
        valueFrom: { secretKeyRef: configuration.users['backup/password'].valueFrom.secretKeyRef },
      },
    ]);
  });

  it('is brought back shard by shard from where it goes to', () => {
    for (const shard of [0, 1]) {
      expect(runbook).toContain(`exec -ti chi-telemetry-telemetry-${shard}-0-0 -c clickhouse`);
      expect(runbook).toContain(`FROM S3(backups, 'one/clickhouse/<copy>/shard-${shard}')`);
    }
    expect(runbook).toContain('rclone lsf store:example-backups/platform/one/clickhouse');
  });

  it('is not there unless it is asked for, nor are its user and its collection', () => {
    const without = compile(readFileSync(platform.replace('/backup/', '/minimal/'), 'utf8')).tree ?? new Map();
    expect([...without.keys()].some((path: string) => path.includes('backup'))).toBe(false);
    expect(without.get('kustomize/clickhouse/instance/base/click-house-installation-telemetry.yaml')).not.toContain(
      'backup',
    );
  });
});
