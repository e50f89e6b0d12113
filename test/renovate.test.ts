import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { imageParts } from '../generator/image-parts.ts';
import { compile } from '../generator/index.ts';
import { isGenerated } from '../generator/tree.ts';
import { repository } from './support/cli.ts';

interface Preset {
  readonly customManagers: readonly { readonly customType: string; readonly matchStrings: readonly [string] }[];
  readonly packageRules: readonly { readonly [field: string]: unknown }[];
}

const head = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34", cni: { networkPolicies: true } }
  two: { argocd: { hub: one }, kubernetes: "1.34", cni: { kind: cilium }, components: { contour: { version: 0.6.9 } } }
components:
  contour: { version: "0.7.0" }
  metrics-server: {}
apps:
`;

/** What is generated for Renovate, and the tree beside it. */
function presetOf(text: string, hub = 'one') {
  const { tree, diagnostics } = compile(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const file = tree?.get(`clusters/${hub}/platform/renovate.json`) ?? '';
  return { file, preset: JSON.parse(file) as Preset, tree: tree ?? new Map<string, string>() };
}

/** As Renovate does it: the expression over the whole text, and what has neither a tag nor a digest is left. */
function extracted({ customManagers }: Preset, text: string): readonly string[] {
  const [expression] = customManagers.find(({ customType }) => customType === 'regex')?.matchStrings ?? [''];
  return [...text.matchAll(new RegExp(expression, 'g'))].flatMap(({ groups = {} }) => {
    const { depName, currentValue: tag, currentDigest: digest } = groups;
    if (tag === undefined && digest === undefined) return [];
    return [`${depName}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`];
  });
}

function imagesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'image' && typeof each === 'string' ? [each] : imagesIn(each),
  );
}

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

// what Renovate itself finds in each, and that a newer version gets to its place and nowhere else, is in docs/guides/updates.md
describe('an image is found however it is written', () => {
  it.each([
    ['in a block', '    image: IMAGE'],
    ['with a comment', '    image: IMAGE # pinned'],
    ['in double quotes', '    image: "IMAGE"'],
    ['in single quotes', "    image: 'IMAGE'"],
    ['behind an anchor', '    image: &web IMAGE'],
    ['on the next line', '    image:\n      IMAGE'],
    ['folded', '    image: >-\n      IMAGE'],
    ['literally', '    image: |-\n      IMAGE'],
    ['with more space', '    image:    IMAGE'],
    ['among services', '    services: { a: {image: IMAGE}, b: { port: 80, image: "IMAGE", env: { X: y } } }'],
    ['as JSON', '    {"image":"IMAGE","port":80}'],
  ])('%s', (_, written) => {
    for (const image of [
      'ghcr.io/example/web:1.2.3',
      `ghcr.io/example/web:1.2.3@${digest}`,
      `ghcr.io/example/web@${digest}`,
      'nginx:1.27.2-alpine',
      'registry.example.org:5000/a/b_c/web:v1',
      `registry.example.org:5000/web@${digest}`,
    ]) {
      const text = `${head}  web:\n${written.replaceAll('IMAGE', image)}\n`;
      const { preset, tree } = presetOf(text);
      expect(new Set(extracted(preset, text))).toEqual(new Set([image]));
      expect([...tree.values()].join('\n')).toContain(`image: ${image}\n`);
    }
  });

  it('but not where its letters are escaped, which nobody does', () => {
    const text = `${head}  web: { image: "ghcr.io/example/w\\u0065b:1.2.3" }\n`;
    const { preset, tree } = presetOf(text);
    expect([...tree.values()].join('\n')).toContain('image: ghcr.io/example/web:1.2.3\n');
    expect(extracted(preset, text)).toEqual([]);
  });

  it('in no other key, and in no map of a chart', () => {
    const text = `${head}  web:
    image: ghcr.io/example/web:1.2.3
    env: { MY_IMAGE: "other:1", baseimage: "other:2", HOST: "redis:6379" }
  blog:
    source:
      kind: chart
      repository: https://charts.example.org
      name: ghost
      version: 1.2.3
      values: { image: { repository: ghcr.io/example/ghost, tag: 1.2.3 } }
`;
    expect(extracted(presetOf(text).preset, text)).toEqual(['ghcr.io/example/web:1.2.3']);
  });

  it('all of the shipped platform, and nothing else', () => {
    const text = readFileSync(join(repository, 'platform.yaml'), 'utf8');
    const images = imagesIn(parse(text));
    expect(images.length).toBeGreaterThan(3);
    expect([...extracted(presetOf(text, 'production').preset, text)].sort()).toEqual([...images].sort());
  });
});

describe('a chart', () => {
  const text = `${head}  blog:
    source: { version: 1.2.3, kind: chart, repository: "https://charts.example.org", name: ghost }
    clusters: { one: {}, two: { source: { version: "1.2.4" } } }
  queue: { source: { kind: chart, repository: "oci://ghcr.io/example/charts", name: queue, version: v0.4.1 } }
  quiet: { updates: none, source: { kind: chart, repository: "https://charts.example.org", name: quiet, version: 1.0.0 } }
`;
  const { preset } = presetOf(text);
  const [query = ''] = preset.customManagers.find(({ customType }) => customType === 'jsonata')?.matchStrings ?? [];
  // the query is JSON, but for the paths
  const entries = JSON.parse(query.replaceAll(/:(`[^,}]*`)/g, ':"$1"')) as readonly {
    readonly [field: string]: string;
  }[];
  const valueAt = (path = '') =>
    path
      .split('.')
      .reduce<unknown>((value, part) => (value as { [key: string]: unknown })[part.slice(1, -1)], parse(text));

  it('is found by the path of its version, wherever that stands, with where newer ones are', () => {
    const helm = (depName: string, registryUrl: string) => ({ depName, datasource: 'helm', registryUrl });
    const ghost = helm('ghost', 'https://charts.example.org');
    const contour = helm('contour', 'https://projectcontour.github.io/helm-charts/');
    const queue = {
      depName: 'queue',
      datasource: 'docker',
      packageName: 'ghcr.io/example/charts/queue',
      versioning: 'semver',
    };
    expect(entries.map(({ currentValue, ...rest }) => ({ ...rest, version: valueAt(currentValue) }))).toEqual([
      { ...ghost, version: '1.2.4' },
      { ...ghost, version: '1.2.3' },
      { ...queue, version: 'v0.4.1' },
      { ...contour, version: '0.6.9' },
      { ...contour, version: '0.7.0' },
    ]);
  });

  it('without a version in platform.yaml is the one that comes with Plinth', () => {
    expect(query).not.toContain('metrics-server');
    const { preset: bare } = presetOf(
      `${head.replaceAll(/contour: \{[^}]*\}/g, 'contour: {}')}  web: { image: "nginx:1.27.2" }\n`,
    );
    expect(bare.customManagers.map(({ customType }) => customType)).toEqual(['regex']);
  });
});

describe('rules', () => {
  const text = `${head}  shop:
    services: { web: { image: "ghcr.io/example/web:1.2.3" }, api: { image: "ghcr.io/example/api:1.2.3" } }
  one: { image: "ghcr.io/example/one:1.2.3" }
  left: { updates: none, image: "ghcr.io/example/left:1.2.3" }
`;
  const { preset, file } = presetOf(text);
  const matchFileNames = ['platform.yaml'];

  it('leave alone what is generated, propose the images of an app together, and none where that is said', () => {
    expect(preset.packageRules).toEqual([
      { matchFileNames: ['kustomize/**', 'clusters/**'], enabled: false },
      { matchFileNames, matchDepNames: ['ghcr.io/example/api', 'ghcr.io/example/web'], groupName: 'shop' },
      { matchFileNames, matchDepNames: ['ghcr.io/example/left'], enabled: false },
    ]);
  });

  it('are in a file that Plinth knows for its own, without a key that Renovate would refuse', () => {
    expect(isGenerated(file)).toBe(true);
    expect(Object.keys(preset)).toEqual(['description', 'customManagers', 'packageRules']);
  });
});

describe('imageParts', () => {
  it.each([
    ['nginx:1', { name: 'nginx', tag: '1' }],
    ['nginx', { name: 'nginx' }],
    ['registry.example.org:5000/web', { name: 'registry.example.org:5000/web' }],
    ['registry.example.org:5000/web:1', { name: 'registry.example.org:5000/web', tag: '1' }],
    [`ghcr.io/a/b:1@${digest}`, { name: 'ghcr.io/a/b', tag: '1', digest }],
    [`ghcr.io/a/b@${digest}`, { name: 'ghcr.io/a/b', digest }],
  ])('%s', (reference, parts) => expect(imageParts(reference)).toEqual(parts));
});
