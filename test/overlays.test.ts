import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { compile } from '../generator/index.ts';
import { type KubernetesObject, objectId } from '../generator/kubernetes/object.ts';
import type { StageContent, StageObjects } from '../generator/objects.ts';
import { patchedStandIn, standInObjects } from '../generator/verify/stand-in.ts';
import { repository } from './support/cli.ts';
import { replaceFolder } from './support/files.ts';
import { placeStandIn } from './support/stand-in.ts';
import { hasCommand, tool } from './support/tools.ts';

const { tree, objects, diagnostics } = compile(readFileSync(join(repository, 'platform.yaml')));
const folder = mkdtempSync(join(tmpdir(), 'plinth-overlays-'));
const overlays = (objects?.stages ?? []).flatMap((stage) =>
  [...stage.clusters].flatMap(([cluster, { folder: kept }]) =>
    kept === undefined ? [{ id: `${stage.component}/${stage.name}`, cluster, stage }] : [],
  ),
);
const kustomize = tool('kustomize');
const helm = tool('helm');
const missing = [kustomize, helm].flatMap((each) => ('missing' in each ? [each.missing] : []));

beforeAll(() => {
  replaceFolder(folder, tree ?? new Map());
  for (const { stage, cluster } of overlays) {
    for (const place of ['chart', `overlays/${cluster}/chart`]) {
      const file = join(folder, 'kustomize', stage.component, stage.name, place, 'kustomization.yaml');
      if (existsSync(file)) placeStandIn(file, stage, standsFor(stage, cluster));
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The content whose stand-in an overlay reads: its own where it has a chart of its own, else the one beside the base. */
function standsFor({ component, name, clusters }: StageObjects, cluster: string): StageContent | undefined {
  const own = tree?.has(`kustomize/${component}/${name}/overlays/${cluster}/chart/kustomization.yaml`) === true;
  return own ? clusters.get(cluster) : [...clusters.values()][0];
}

function build(path: string): readonly KubernetesObject[] {
  const words = ['build', '--enable-helm', '--helm-command', 'path' in helm ? helm.path : '', path];
  const { status, stdout, stderr } = spawnSync('path' in kustomize ? kustomize.path : '', words, {
    encoding: 'utf8',
    cwd: folder,
  });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout, { version: '1.1', merge: false }).map(
    (document) => document.toJS() as KubernetesObject,
  );
}

function byId(list: readonly KubernetesObject[]): Record<string, KubernetesObject> {
  return Object.fromEntries(list.map((each) => [objectId(each), each] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

it('the shipped platform.yaml compiles', () => {
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(overlays.length).toBeGreaterThanOrEqual(20);
  expect(tree?.size).toBeGreaterThanOrEqual(150);
});

describe.skipIf(missing.length > 0)(`kustomize builds what the compiler meant ${missing.join('; ')}`, () => {
  it.each(overlays)('$id on $cluster', ({ stage, cluster }) => {
    const built = build(`kustomize/${stage.component}/${stage.name}/overlays/${cluster}`);
    const meant = [
      ...(stage.clusters.get(cluster)?.objects ?? []),
      ...patchedStandIn(stage, standsFor(stage, cluster)),
    ];
    expect(byId(built)).toEqual(byId(JSON.parse(JSON.stringify(meant)) as KubernetesObject[]));
    expect(built).toHaveLength(meant.length);
  });

  it.each([...(objects?.clusters.keys() ?? [])])('the roots and projects of %s', (cluster) => {
    const ids = build(`clusters/${cluster}`).map(objectId);
    const own = objects?.clusters.get(cluster);
    expect(ids).toEqual(expect.arrayContaining([...(own?.roots ?? []), ...(own?.projects ?? [])].map(objectId)));
  });
});

describe.skipIf(missing.length > 0)(`what is applied by hand before Argo CD takes over ${missing.join('; ')}`, () => {
  const whole = (...ids: readonly string[]) =>
    ids.flatMap((id) => build(`kustomize/${id}/overlays/production`)).map(objectId);

  it('comes in two parts: namespaces and CRDs, then all of it with the root', () => {
    const ground = build('clusters/production/bootstrap/ground');
    expect(ground.map(objectId).sort()).toEqual(whole('namespaces/install', 'argocd/crds').sort());
    const all = build('clusters/production/bootstrap').map(objectId);
    const starts = objects?.clusters.get('production');
    const root = [...(starts?.roots ?? []), ...(starts?.projects ?? [])]
      .filter(({ metadata }) => ['roots', 'default'].includes(metadata.name))
      .map(objectId);
    expect(root).toHaveLength(3);
    expect([...all].sort()).toEqual([...ground.map(objectId), ...whole('argocd/install'), ...root].sort());
  });

  it('says nothing a second time: each object is where Argo CD reads it', () => {
    const names = (folder: string) =>
      [...(tree?.keys() ?? [])].filter((path) => path.startsWith(folder) && !path.endsWith('kustomization.yaml'));
    const read = parse(tree?.get('clusters/production/kustomization.yaml') ?? '') as { resources: readonly string[] };
    expect(names('clusters/production/bootstrap/').map((path) => path.replace('clusters/production/', ''))).toEqual(
      read.resources.filter((path) => path.startsWith('bootstrap/')),
    );
  });
});

describe('every patch', () => {
  const kustomizations = [...(tree?.keys() ?? [])].filter((path) => path.endsWith('/kustomization.yaml'));
  // what the chart of an app brings, nobody says
  const ofApps = /^kustomize\/apps\/[^/]+\/(?:overlays\/[^/]+\/)?chart\//;
  const patched = kustomizations.filter((path) => !ofApps.test(path) && (tree?.get(path) ?? '').includes('patches:'));

  it.each(patched)('of %s has an object', (path) => {
    const [, component, name] = path.split('/');
    const stage = objects?.stages.find((each) => each.component === component && each.name === name);
    const contents = [...(stage?.clusters.values() ?? [])];
    const provided = stage === undefined ? [] : contents.flatMap((content) => standInObjects(stage, content));
    const known = [...(stage?.base?.objects ?? []), ...provided];
    const { patches } = parse(tree?.get(path) ?? '') as {
      patches: readonly { path: string; target?: Record<string, string> }[];
    };
    for (const { path: file, target } of patches) {
      expect(tree?.has(join(dirname(path), file)), `${file} is there`).toBe(true);
      // a merge names its object itself, and Kustomize fails where there is none
      const selected = target ?? identityOf(parse(tree?.get(join(dirname(path), file)) ?? '') as KubernetesObject);
      expect(known.filter((object) => matches(selected, object)).map(objectId), file).not.toEqual([]);
    }
  });
});

function identityOf({ kind, metadata: { name, namespace } }: KubernetesObject): Record<string, string> {
  return { kind, name: name.replaceAll('.', '\\.'), ...(namespace === undefined ? {} : { namespace }) };
}

/** As Kustomize selects: names are regular expressions over the whole name. */
function matches(target: Record<string, string>, { apiVersion, kind, metadata }: KubernetesObject): boolean {
  const slash = apiVersion.indexOf('/');
  const actual: Record<string, string | undefined> = {
    group: slash < 0 ? undefined : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
  };
  return Object.entries(target).every(([field, pattern]) => new RegExp(`^(?:${pattern})$`).test(actual[field] ?? ''));
}

describe.skipIf(!hasCommand('yamllint'))('yamllint', () => {
  it('has nothing to say about the tree', () => {
    const rules =
      '{extends: default, rules: {line-length: disable, document-start: disable, indentation: {spaces: 2, indent-sequences: true}, key-duplicates: enable, truthy: {check-keys: false}}}';
    const { stdout, status } = spawnSync('yamllint', ['--strict', '-d', rules, 'kustomize', 'clusters'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
