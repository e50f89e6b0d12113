import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../generator/index.ts';
import { localName } from '../generator/render/terraform/local-name.ts';
import { isGenerated } from '../generator/tree.ts';

type Dictionary = { [key: string]: unknown };
interface Written {
  clusters: { [name: string]: Dictionary & { components?: Dictionary } };
  components: { [name: string]: Dictionary };
  terraform?: Dictionary;
}
type Resources = { readonly [type: string]: { readonly [name: string]: Dictionary } };

const text = readFileSync(join(import.meta.dirname, 'people/platform.yaml'), 'utf8');
const FOLDER = 'clusters/one/platform/terraform';

/** The files of each part, by name, of the platform with a change. */
function partsOf(change: (platform: Written) => void = () => {}) {
  const platform = parse(text) as Written;
  change(platform);
  const { tree, diagnostics } = compile(stringify(platform));
  if (tree === undefined) throw new Error(JSON.stringify(diagnostics));
  const within = (part: string) =>
    new Map(
      [...tree].filter(([path]) => path.startsWith(`${FOLDER}/${part}/`)).map(([path, file]) => [basename(path), file]),
    );
  return { github: within('github'), google: within('google'), tree };
}

/** What `terraform` says in a folder with these files; it knows no provider and has none to fetch. */
const scratch = mkdtempSync(join(tmpdir(), 'plinth-terraform-'));
afterAll(() => rmSync(scratch, { recursive: true }));
function terraform(files: ReadonlyMap<string, string>, ...words: readonly string[]) {
  const folder = mkdtempSync(join(scratch, 'state-'));
  for (const [name, file] of files) writeFileSync(join(folder, name), file);
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: '/dev/null',
    CHECKPOINT_DISABLE: '1',
    HTTPS_PROXY: 'http://127.0.0.1:9',
  };
  const { status, stdout, stderr } = spawnSync('terraform', words, { cwd: folder, env, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}
const isThere = spawnSync('terraform', ['version']).status === 0;

function withoutBackend(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const versions = JSON.parse(files.get('versions.tf.json') ?? '') as { terraform: Dictionary };
  delete versions.terraform['backend'];
  return new Map([...files, ['versions.tf.json', JSON.stringify(versions)]]);
}

function resourcesOf(files: ReadonlyMap<string, string>): readonly (readonly [string, string, Dictionary])[] {
  return [...files.values()].flatMap((file) => {
    const { resource = {} } = JSON.parse(file) as { resource?: Resources };
    return Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => [type, name, block] as const),
    );
  });
}

const { github, google, tree } = partsOf();
const addresses = (files: ReadonlyMap<string, string>) => resourcesOf(files).map(([type, name]) => `${type}.${name}`);

describe.each([
  ['github', github],
  ['google', google],
] as const)('%s', (part, files) => {
  it('says whose it is in its first key, is written as JSON is, and has a provider of one exact version', () => {
    for (const [name, file] of files) {
      expect(isGenerated(file), name).toBe(true);
      expect(file).toBe(`${JSON.stringify(JSON.parse(file), undefined, 2)}\n`);
    }
    const { terraform: block } = JSON.parse(files.get('versions.tf.json') ?? '') as { terraform: Dictionary };
    expect(block['required_providers']).toEqual({
      [part]: { source: expect.any(String), version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    });
    expect(block['backend']).toEqual({ gcs: { bucket: 'example-states', prefix: `terraform/${part}` } });
  });

  it('refers to nothing that it has not', () => {
    const known = addresses(files);
    const references = [...files.values()].flatMap((file) => [...file.matchAll(/\$\{([a-z_]+\.[\w-]+)\.[a-z_]+\}/g)]);
    expect(references.length).toBeGreaterThan(3);
    for (const [, address = ''] of references) expect(known).toContain(address);
  });

  it.skipIf(!isThere)('is read by Terraform', () => {
    const { status, said } = terraform(withoutBackend(files), 'providers');
    expect(said).not.toContain('Error');
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining(`/${part}]`) });
  });
});

it.skipIf(!isThere)('a mistake is one to Terraform too', () => {
  const wrong = { resource: { github_team: { web: { lifecycle: { prevent_destroi: true } } } } };
  expect(terraform(new Map([['wrong.tf.json', JSON.stringify(wrong)]]), 'providers').said).toContain('prevent_destroi');
});

it
  .skipIf(!isThere)
  .each([
    { kind: 'gcs', bucket: 'example-states', prefix: 'a/b' },
    { kind: 's3', bucket: 'example-states' },
    { kind: 's3', bucket: 'example-states', endpoint: 'https://s3.example.org' },
    { kind: 'http', address: 'https://gitlab.example.org/api/v4/projects/7/terraform/state' },
    { kind: 'local' },
  ])('the backend $kind has options that Terraform knows', (backend) => {
  const versions = partsOf((platform) => Object.assign(platform.terraform ?? {}, { backend })).github.get(
    'versions.tf.json',
  );
  const { terraform: block } = JSON.parse(versions ?? '') as { terraform: Dictionary };
  const alone = JSON.stringify({ terraform: { backend: block['backend'] } });
  // none of them can be reached; what is wrong with the block itself is said before
  const { said } = terraform(new Map([['versions.tf.json', alone]]), 'init', '-input=false', '-lock=false');
  expect(said).toContain('Initializing the backend');
  expect(said).not.toMatch(
    /Extraneous|Unsupported argument|Missing required argument|Incorrect attribute|Invalid backend/,
  );
});

it('no resource stands in two folders, and no variable anywhere', () => {
  const all = [...addresses(github), ...addresses(google)];
  expect(new Set(all).size).toBe(all.length);
  for (const file of [...github.values(), ...google.values()])
    expect(Object.keys(JSON.parse(file) as object)).not.toContain('variable');
});

it('no credential is made by Terraform, so that no state has one', () => {
  expect([...addresses(google)].filter((address) => /service_account_key|hmac_key|secret/.test(address))).toEqual([]);
});

describe('at Google', () => {
  it('a bucket that three ask for is one, and so is a key of two clusters', () => {
    const files = partsOf(({ clusters, components }) => {
      components['velero'] = {
        store: { kind: 'gcs', bucket: 'example-backups' },
        schedules: { all: { namespaces: ['grafana'] } },
      };
      Object.assign(clusters['two']?.components ?? {}, {
        vault: { replicas: 1, injector: { replicas: 1 }, backup: null },
        'vault-config-operator': { replicas: 1 },
      });
    }).google;
    const all = addresses(files);
    expect(all.filter((address) => address.startsWith('google_storage_bucket.'))).toHaveLength(1);
    expect(all.filter((address) => address.startsWith('google_kms_crypto_key.'))).toHaveLength(1);
    expect(all.filter((address) => address.startsWith('google_service_account.vault-seal_'))).toHaveLength(2);
    expect(all).toContain('google_service_account.velero_one');
  });

  it('what cannot be had back is not destroyed', () => {
    const kept = resourcesOf(google).filter(([, , block]) => 'lifecycle' in block);
    expect(kept.map(([type]) => type).sort()).toEqual([
      'google_dns_managed_zone',
      'google_kms_crypto_key',
      'google_kms_key_ring',
      'google_storage_bucket',
    ]);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])('a zone that Crossplane has whole (%s) is left to it', (managed, count) => {
    const files = partsOf(({ clusters, components }) => {
      delete components['external-dns'];
      Object.assign(clusters['two']?.components ?? {}, { crossplane: { enabled: false } });
      components['crossplane'] = {
        providers: ['gcp-dns'],
        google: { project: 'example-dns' },
        dns: { zones: [{ zone: 'example.org', managed }] },
      };
    }).google;
    expect(addresses(files).filter((address) => address.includes('managed_zone'))).toHaveLength(count);
    expect(addresses(files)).toContain('google_service_account.crossplane_one');
  });

  it('the account of a long name has an id that Google takes, and one of its own', () => {
    const long = 'a-cluster-with-quite-a-long-name';
    const ids = ['x', 'y'].map((end) => {
      const { tree: files } = compile(text.replaceAll(/\bone\b/g, `${long}-${end}`));
      const accounts = files?.get(`clusters/${long}-${end}/platform/terraform/google/accounts.tf.json`) ?? '';
      return /"account_id": "(vault-seal[^"]*)"/.exec(accounts)?.[1] ?? '';
    });
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
  });
});

describe('the repositories of sites', () => {
  const sites = {
    acets: {
      host: 'acets.example.org',
      team: 'web',
      repository: 'acets.example.org',
      description: 'Costs ${five} %{less}',
    },
    raconteurs: { host: 'raconteurs.example.org', visibility: 'private', repository: '_raconteurs', branch: 'a/b' },
    resting: { enabled: false, host: 'resting.example.org' },
  };
  const { github: files, tree: whole } = partsOf((platform) => {
    platform.components['vault-config-operator'] = { github: { applicationId: 4711 } };
    Object.assign(platform, { sites });
  });
  const all = resourcesOf(new Map([['sites.tf.json', files.get('sites.tf.json') ?? '{}']]));
  const of = (type: string) => all.filter(([each]) => each === type).map(([, , block]) => block);

  it('refer to nothing that Terraform has not', () => {
    const references = [...(files.get('sites.tf.json') ?? '').matchAll(/"\$\{([a-z_]+\.[\w-]+)\.[a-z_]+\}"/g)];
    expect(references.length).toBeGreaterThan(6);
    for (const [, address = ''] of references) expect(addresses(files)).toContain(address);
  });

  it('are called by GitHub where the site is, and hold no secret', () => {
    const hooks = of('github_repository_webhook');
    expect(hooks.map(({ active, configuration }) => [active, configuration])).toEqual(
      ['acets', 'raconteurs', 'resting'].map((name) => [
        name !== 'resting',
        { url: `https://${name}.example.org/_git_webhook`, content_type: 'json', insecure_ssl: false },
      ]),
    );
  });

  it('are kept when they go, and say what they are in words of their own', () => {
    const repositories = of('github_repository');
    expect(repositories.map(({ name }) => name)).toEqual(['acets.example.org', '_raconteurs', 'resting']);
    expect(repositories.map((each) => each['archive_on_destroy'])).toEqual([true, true, true]);
    expect(repositories[0]?.['description']).toBe('Costs $${five} %%{less}');
  });

  it('are open to their team, and protected where that costs nothing', () => {
    expect(of('github_team_repository').map(({ permission }) => permission)).toEqual(['maintain']);
    expect(of('github_branch_protection').map(({ pattern }) => pattern)).toEqual(['main', 'main']);
  });

  it.skipIf(!isThere)('are read by Terraform', () => {
    expect(terraform(withoutBackend(files), 'providers').said).not.toContain('Error');
  });

  it('are in the runbook, with the path of each password and never a value', () => {
    const book = whole.get('clusters/one/README.md') ?? '';
    expect(book).toContain('vault kv get -field=admin kv/acets/acets/grav  # https://acets.example.org/admin');
    expect(book).toContain('repos/example/acets.example.org/hooks');
    expect(book).not.toContain('resting');
  });
});

describe('the runbook of the hub', () => {
  const runbook = tree.get('clusters/one/README.md') ?? '';

  it('has Terraform work before anything that needs it, and makes each credential for its Secret', () => {
    const google = runbook.indexOf(`terraform -chdir=${FOLDER}/google apply`);
    expect(google).toBeGreaterThan(0);
    expect(runbook.indexOf('iam.gserviceaccount.com  # vault/vault-seal on one')).toBeGreaterThan(google);
    expect(runbook.indexOf('## Order')).toBeGreaterThan(google);
  });

  it('names every account that Terraform makes', () => {
    const accounts = resourcesOf(google).filter(([type]) => type === 'google_service_account');
    expect(accounts.length).toBeGreaterThan(4);
    for (const [, , { account_id: id, project }] of accounts)
      expect(runbook).toContain(`${String(id)}@${String(project)}.iam.gserviceaccount.com`);
  });

  it('is silent about it on the other clusters', () => {
    expect(tree.get('clusters/two/README.md')).not.toContain('terraform');
  });
});

it('without the block there is nothing of it', () => {
  const { tree: files } = partsOf((platform) => delete platform.terraform);
  expect([...files.keys()].filter((path) => path.includes('terraform'))).toEqual([]);
  expect(files.get('clusters/one/README.md')).not.toContain('terraform');
});

it('names of resources are as Terraform wants them, and no two are alike', () => {
  const lists = [
    ['jdoe'],
    ['4lice'],
    ['j_doe'],
    ['web', 'j_doe'],
    ['web_j', 'doe'],
    ['web', 'jdoe'],
    ['a', 'example.org'],
    ['a-b'],
  ];
  const names = lists.map((parts) => localName(...parts));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
});

it('the example of the guide is right as it stands', () => {
  const guide = readFileSync(join(import.meta.dirname, '../docs/guides/terraform.md'), 'utf8');
  const example = parse(/```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '') as Pick<Written, 'terraform'>;
  const { github: files, google: others } = partsOf((platform) => Object.assign(platform, example));
  expect([...files.keys()]).toContain('repository.tf.json');
  // what it says to import
  for (const [, address = ''] of guide.matchAll(/ import (\S+) /g))
    expect([...addresses(files), ...addresses(others)]).toContain(address);
});
