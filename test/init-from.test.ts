import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { plinth, repository } from './support/cli.ts';
import { filesBelow } from './support/files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-from-'));
afterAll(() => rmSync(scratch, { recursive: true }), 60_000);

interface Proposed {
  readonly recognised: {
    readonly applications: { readonly recognised: number; readonly all: number };
    readonly charts: { readonly recognised: number; readonly all: number };
    readonly others: readonly string[];
  };
  readonly clusters: readonly { readonly cluster: string; readonly all: number; readonly same: number }[];
  readonly refused: readonly { readonly path: string; readonly why: string }[];
  readonly stated: readonly string[];
  readonly notExpressed: readonly { readonly file: string; readonly what: string; readonly why: string }[];
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

let count = 0;

/** Proposes into an empty folder, as text and as JSON. */
function propose(from: string, ...words: readonly string[]) {
  count += 1;
  const [text, other] = [`t${count}`, `d${count}`];
  const run = (folder: string, ...more: readonly string[]) =>
    plinth(['init', folder, '--from', from, ...words, ...more], { cwd: scratch });
  const printed = run(text);
  const asJson = run(other, '--format', 'json');
  expect(printed).toMatchObject({ code: 0, err: '' });
  expect(asJson).toMatchObject({ code: 0, err: '' });
  const files = filesBelow(join(scratch, text));
  return {
    printed: printed.out,
    told: JSON.parse(asJson.out) as Proposed,
    files,
    platform: files.get('platform.yaml') ?? '',
    folder: text,
  };
}

const northwind = ['--name', 'northwind', '--git', 'https://github.com/northwind-ops/clusters.git'];

/** The repositories, and what of each is found. */
const repositories: readonly {
  readonly name: string;
  readonly words: readonly string[];
  readonly applications: string;
  readonly charts: string;
  readonly others: readonly string[];
  readonly same: Readonly<Record<string, string>>;
}[] = [
  {
    name: 'app-of-apps',
    words: [],
    applications: '8 of 11',
    charts: '5 of 7',
    others: ['external-dns', 'legacy', 'monitoring'],
    same: { 'in-cluster': '1 of 8' },
  },
  {
    name: 'overlays',
    words: northwind,
    applications: '0 of 0',
    charts: '6 of 6',
    others: [],
    same: { production: '1 of 14', staging: '0 of 8' },
  },
  {
    name: 'application-sets',
    words: [],
    applications: '13 of 17',
    charts: '9 of 12',
    others: ['descheduler-edge-east', 'descheduler-edge-west', 'descheduler-ops', 'web-shopfront'],
    same: { 'edge-east': '0 of 1', 'edge-west': '0 of 1', ops: '0 of 8' },
  },
];

/** Files of which nothing is told: they only bring others, or give the values that are in the proposal. */
const quiet: Readonly<Record<string, readonly string[]>> = {
  'app-of-apps': ['apps/extras.yaml', 'apps/guestbook.yaml', 'apps/legacy.yaml', 'bootstrap/root.yaml'],
  overlays: [
    'apps/web/base/kustomization.yaml',
    'apps/web/overlays/production/kustomization.yaml',
    'apps/web/overlays/staging/kustomization.yaml',
    'clusters/production/argocd/kustomization.yaml',
    'clusters/production/kustomization.yaml',
    'clusters/staging/kustomization.yaml',
    'components/access/kustomization.yaml',
  ],
  'application-sets': [
    'addons/descheduler/common.yaml',
    'fleet/edge-east.json',
    'fleet/edge-west.json',
    'sets/issuers-ops.yaml',
    'sets/teams.yaml',
    'teams/web/shopfront/kustomization.yml',
  ],
};

/** Words that stand for something else in the source, each with what that is. */
const derived: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['hub', ''],
  ['in-cluster', 'https://kubernetes.default.svc'],
  // what an address or a kind means
  ['production', 'acme-v02.api.letsencrypt.org'],
  ['staging', 'acme-staging-v02.api.letsencrypt.org'],
  ['github', 'type: github'],
  ['sshKey', 'git@'],
  ['admin', 'role:admin'],
  ['reader', 'role:readonly'],
  ['ingress', 'kind: Ingress'],
  ['loadBalancer', 'LoadBalancer'],
  ['gateway', 'HTTPRoute'],
]);

/** The proposal without the format's version, and without what the report says that no file says. */
function withoutStated(platform: object, stated: readonly string[]): object {
  const paths = ['version', ...stated.map((each) => each.slice(0, each.indexOf(':')))];
  const value = structuredClone(platform);
  for (const path of paths) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const inside = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value) as object;
    expect(inside).toHaveProperty([last]);
    Reflect.deleteProperty(inside, last);
  }
  return value;
}

function scalarsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalarsOf) : [value];
}

describe.each(repositories)(
  'a repository in the style of $name',
  ({ name, words, applications, charts, others, same }) => {
    const from = join(repository, 'test/from', name);
    const source = [...filesBelow(from).values()].join('\n');
    let known: ReturnType<typeof propose> | undefined;
    const proposed = () => {
      if (known !== undefined) return known;
      const before = filesBelow(from);
      known = propose(from, ...words);
      // nothing is written where it reads
      expect(filesBelow(from)).toEqual(before);
      return known;
    };

    it('says how much of it is recognised', () => {
      const { printed, told } = proposed();
      const share = (each: { readonly recognised: number; readonly all: number }) =>
        `${each.recognised} of ${each.all}`;
      expect(share(told.recognised.applications)).toBe(applications);
      expect(share(told.recognised.charts)).toBe(charts);
      expect(told.recognised.others).toEqual(others);
      const objects = told.clusters.map(({ cluster, same: equal, all }) => [cluster, `${equal} of ${all}`]);
      expect(Object.fromEntries(objects)).toEqual(same);
      expect(printed).toContain(`Applications ${applications}`);
    });

    it('proposes exactly this', async () => {
      const { printed, platform, folder } = proposed();
      const text = platform.replaceAll(from, `test/from/${name}`);
      await expect(text).toMatchFileSnapshot(`from/expected/${name}.yaml`);
      await expect(
        printed
          .replaceAll(from, `test/from/${name}`)
          .replace(/\.\.\/[./a-z0-9-]*test\/from/gi, '../test/from')
          .replaceAll(`cd ${folder}`, 'cd new'),
      ).toMatchFileSnapshot(`from/expected/${name}.txt`);
    });

    it('is a platform without an error', () => {
      const { platform, folder } = proposed();
      expect(compile(platform).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const generated = plinth(['generate'], { cwd: join(scratch, folder) });
      expect(generated).toMatchObject({ code: 0, err: '' });
    });

    it('invents nothing: what it says stands in the repository, or is named as what does not', () => {
      const { told, platform } = proposed();
      const invented = scalarsOf(withoutStated(parse(platform), told.stated)).filter((each) => {
        if (derived.has(each)) return !source.includes(derived.get(each) ?? '');
        if (typeof each !== 'string') return !new RegExp(`(?:^|[^\\w.])${String(each)}(?:[^\\w.]|$)`, 'm').test(source);
        // an image is put together from its name and its tag
        const parts = each.split(/:(?=[^/]+$)/);
        return !parts.every((part) => source.includes(part)) && !words.includes(each);
      });
      expect(invented).toEqual([]);
    });

    it('takes no secret, in no file and no word', () => {
      const { printed, told, files } = proposed();
      const planted = [...source.matchAll(/PLANTED-[\w-]+/g)].map(([each]) => each);
      expect(planted.length).toBeGreaterThan(1);
      const all = [printed, JSON.stringify(told), ...files.values()].join('\n');
      for (const secret of planted) expect(all).not.toContain(secret);
      expect(all).not.toContain('PLANTED');
    });

    it('tells of every file: it is in the proposal, or in the list of what is not', () => {
      const { printed, told, platform } = proposed();
      const charts = told.notExpressed
        .filter(({ file }) => file.endsWith('Chart.yaml'))
        .map(({ file }) => dirname(file));
      const known = new Set(told.notExpressed.map(({ file }) => file));
      const words = printed + platform;
      const silent = [...filesBelow(from).keys()].filter(
        (file) =>
          /\.(?:ya?ml|json)$/.test(file) &&
          !known.has(file) &&
          !charts.some((chart) => file.startsWith(`${chart}/`)) &&
          !words.includes(file),
      );
      expect(silent.sort()).toEqual(quiet[name]);
    });

    it('is what `plinth diff --against` says', () => {
      const { printed, told, folder } = proposed();
      const [command] = [...printed.matchAll(/npx plinth (diff .*)/g)].slice(-1);
      const done = plinth([...(command?.[1] ?? '').split(' '), '--format', 'json'], { cwd: join(scratch, folder) });
      const last = told.clusters.at(-1);
      expect(JSON.parse(done.out)).toMatchObject({ cluster: last?.cluster, same: last?.same });
    });
  },
);

describe('what a folder may hold', () => {
  /** A small repository that is right, with more beside it. */
  function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
    const root = mkdtempSync(join(scratch, 'folder-'));
    const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: metrics-server, namespace: argocd }
spec:
  source: { chart: metrics-server, repoURL: "https://kubernetes-sigs.github.io/metrics-server/", targetRevision: 3.13.1, helm: { valuesObject: { replicas: 3 } } }
  destination: { name: in-cluster, namespace: kube-system }
`;
    for (const [path, text] of Object.entries({ 'apps/metrics-server.yaml': application, ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }
  const sure = ['--name', 'acme', '--domain', 'k8s.example.org', '--git', 'https://github.com/acme/platform.git'];
  const whyOf = ({ notExpressed }: Proposed, file: string) =>
    notExpressed.filter((each) => each.file === file).map(({ why }) => why);

  it('YAML that is none, or too much, is named and nothing more', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...[...'bcdefghi'].map(
        (each, index) => `${each}: &${each} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
      ),
    ].join('\n');
    const from = folder({
      'bomb.yaml': bomb,
      'deep.yaml': '['.repeat(5000),
      'large.yaml': new Uint8Array(6_000_000).fill(97),
      'latin.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xe9]),
      'template.yaml': 'a: {{ .Values.a }}\n  b: {{- end }}\n',
      'broken.json': '{ "a": ',
      'nul.yaml': 'a: \0',
    });
    const { told, platform } = propose(from, ...sure);
    expect(whyOf(told, 'bomb.yaml')).toEqual(['its aliases stand for too many values']);
    expect(whyOf(told, 'deep.yaml')).toEqual(['maps and lists are nested more than 100 levels deep']);
    expect(whyOf(told, 'large.yaml')).toEqual(['more than 5000000 bytes']);
    expect(whyOf(told, 'latin.yaml')).toEqual(['the file is not UTF-8 text']);
    expect(whyOf(told, 'template.yaml')[0]).toMatch(/^a template/);
    expect(whyOf(told, 'broken.json')).toEqual(['it cannot be read as YAML']);
    expect(whyOf(told, 'nul.yaml')[0]).toMatch(/NUL/);
    expect(platform).toContain('replicas: 3');
  });

  it('a link is not followed, and no path leads out of the folder', () => {
    const outside = mkdtempSync(join(scratch, 'outside-'));
    const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: outside, namespace: x }\n';
    writeFileSync(join(outside, 'object.yaml'), object);
    const way = `../../${outside.split('/').at(-1)}/object.yaml`;
    const from = folder({ 'app/kustomization.yaml': `resources: [${way}]\n` });
    symlinkSync(outside, join(from, 'linked'));
    symlinkSync(join(outside, 'object.yaml'), join(from, 'linked.yaml'));
    symlinkSync('.', join(from, 'loop'));
    const { told } = propose(from, ...sure);
    for (const file of ['linked', 'linked.yaml', 'loop']) expect(whyOf(told, file)).toEqual(['links are not followed']);
    expect(whyOf(told, 'app')[0]).toMatch(/^Kustomize refuses it/);
    expect(JSON.stringify(told)).not.toContain('ConfigMap');
  });

  it('what git keeps is not read, its remote aside', () => {
    const config = '[remote "origin"]\n\turl = git@github.com:acme/deploy.git\n';
    const from = folder({ '.git/config': config, '.git/x.yaml': 'kind: {{', 'node_modules/a/b.yaml': 'kind: {{' });
    const { told, platform } = propose(from, '--domain', 'k8s.example.org');
    expect(platform).toContain('git@github.com:acme/deploy.git');
    expect(platform).toContain('name: deploy');
    expect(told.notExpressed).toEqual([]);
  });

  it('a credential in the address of the remote is not repeated', () => {
    const config = '[remote "origin"]\n\turl = https://bot:PLANTED-token-5512@github.com/acme/deploy.git\n';
    const from = folder({ '.git/config': config });
    const run = plinth(['init', 'none', '--from', from], { cwd: scratch });
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--name, --domain, --git') as string });
    expect(run.err).not.toContain('PLANTED');
  });

  it('ten thousand files', () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `many/${index % 100}/${index}.yaml`,
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c${index}, namespace: many }\n`,
      ]),
    );
    const from = folder(files);
    const run = plinth(['init', 'many', '--from', from, ...sure], { cwd: scratch });
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('0 of 10000 equal on in-cluster; 0 changed, 10000 missing');
    expect(run.out).toContain('… and 9800 more');
  });
});

describe('plinth init --from', () => {
  const from = join(repository, 'test/from/overlays');

  it.each<[string, string[], string]>([
    ['what the folder leaves open', ['new', '--from', from], 'the folder leaves open --name, --git'],
    ['a folder that there is not', ['new', '--from', 'nowhere'], 'is no folder'],
    [
      'a target in the folder that is read',
      [join(from, 'new'), '--from', from, ...northwind],
      'is in the folder that is read',
    ],
    ['a domain that is none', ['new', '--from', from, ...northwind, '--domain', 'no domain'], 'no domain'],
  ])('says %s, and writes nothing', (_, words, message) => {
    const before = filesBelow(from);
    const run = plinth(['init', ...words], { cwd: scratch });
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) as string });
    expect(filesBelow(join(scratch, 'new')).size).toBe(0);
    expect(filesBelow(from)).toEqual(before);
  });

  it('asks which cluster runs Argo CD where nothing says it', () => {
    const root = mkdtempSync(join(scratch, 'hubless-'));
    const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n';
    for (const cluster of ['east', 'west']) {
      mkdirSync(join(root, 'clusters', cluster), { recursive: true });
      writeFileSync(join(root, 'clusters', cluster, 'kustomization.yaml'), 'resources: [a.yaml]\n');
      writeFileSync(join(root, 'clusters', cluster, 'a.yaml'), object);
    }
    const words = [
      '--from',
      root,
      '--name',
      'acme',
      '--domain',
      'k8s.example.org',
      '--git',
      'https://github.com/acme/platform.git',
    ];
    const asked = plinth(['init', 'hubless', ...words], { cwd: scratch });
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('--hub east') as string });
    expect(plinth(['init', 'hubless', ...words, '--hub', 'west'], { cwd: scratch })).toMatchObject({
      code: 0,
      err: '',
    });
    expect(readFileSync(join(scratch, 'hubless/platform.yaml'), 'utf8')).toContain('west:\n    argocd: hub');
  });

  it('touches nothing that is there', () => {
    const folder = mkdtempSync(join(scratch, 'kept-'));
    writeFileSync(join(folder, 'README.md'), 'mine');
    const run = plinth(['init', folder, '--from', from, ...northwind], { cwd: scratch });
    expect(run.out).toContain('kept  README.md');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('mine');
    expect(plinth(['init', folder, '--from', from, ...northwind], { cwd: scratch })).toMatchObject({ code: 2 });
  });
});

it('the session of the guide is what happens', () => {
  const guide = readFileSync(join(repository, 'docs/guides/adopt.md'), 'utf8');
  const [, words = '', session] = /```\n\$ plinth (init .*)\n([\s\S]*?)```/.exec(guide) ?? [];
  cpSync(join(repository, 'test/from/app-of-apps'), join(scratch, 'gitops'), { recursive: true });
  expect(plinth(words.split(' '), { cwd: scratch })).toEqual({ code: 0, out: session, err: '' });
});

it("reads Plinth's own tree back: most of it is the same", () => {
  const from = mkdtempSync(join(scratch, 'own-'));
  for (const part of ['clusters', 'kustomize']) cpSync(join(repository, part), join(from, part), { recursive: true });
  const words = ['init', 'own', '--from', from, '--domain', 'omni.cedille.club', '--format', 'json'];
  const { code, out } = plinth(words, { cwd: scratch });
  expect(code).toBe(0);
  const { recognised, clusters } = JSON.parse(out) as Proposed;
  expect(recognised.charts.recognised / recognised.charts.all).toBeGreaterThan(0.8);
  expect(clusters.map(({ cluster }) => cluster)).toContain('production');
  for (const { same, all } of clusters) expect(same / all).toBeGreaterThan(0.5);
});
