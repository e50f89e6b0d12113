import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import type { Disk } from '../generator/diff/folder/disk.ts';
import { folderObjects } from '../generator/diff/folder/folder-objects.ts';
import { asStored, inFormOf } from '../generator/diff/same-form.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { isLargerQuantity, isSameQuantity } from '../generator/kubernetes/quantity.ts';
import { loadEngine } from '../packages/kubeconform-wasm/src/index.ts';

const metadata = { name: 'a', namespace: 'b' };
const object = (more: object) => ({ apiVersion: 'v1', metadata, ...more }) as unknown as KubernetesObject;

/** Whether the first of two is written as the second. */
function isSame(was: object, now: object): boolean {
  const after = object(now);
  const before = inFormOf(object(was), after, '1.34');
  return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const claim = (storage: unknown) => ({ kind: 'PersistentVolumeClaim', spec: { resources: { requests: { storage } } } });
const service = (port: object) => ({ kind: 'Service', spec: { ports: [{ name: 'http', port: 80, ...port }] } });
const pod = (spec: object) => ({ kind: 'Pod', spec: { containers: [], ...spec } });
const policy = (spec: object) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec });

describe('the same in other words', () => {
  it.each<readonly [string, object, object]>([
    ['a quantity', claim('1024Mi'), claim('1Gi')],
    ['a quantity as a number', claim(1073741824), claim('1Gi')],
    ['a number in quotes', service({ nodePort: '30000' }), service({ nodePort: 30000 })],
    ['an empty map', pod({ nodeSelector: {} }), pod({})],
    ['an empty list', pod({}), pod({ tolerations: [] })],
    ['a null', pod({ volumes: null }), pod({})],
    ['a status', { ...pod({}), status: { phase: 'Pending' } }, pod({})],
    ['no time of creation', { ...pod({}), metadata: { ...metadata, creationTimestamp: null } }, pod({})],
  ])('%s', (_, was, now) => {
    expect(isSame(was, now)).toBe(true);
    expect(isSame(now, was)).toBe(true);
  });
});

describe('not the same', () => {
  it.each<readonly [string, object, object]>([
    ['another amount', claim('1000Mi'), claim('1Gi')],
    ['a port by its name and by its number', service({ targetPort: '80' }), service({ targetPort: 80 })],
    ['an empty object that says something', policy({ podSelector: {} }), policy({})],
    ['an empty disk', pod({ volumes: [{ name: 'a', emptyDir: {} }] }), pod({ volumes: [{ name: 'a' }] })],
    [
      'texts that look like quantities',
      { kind: 'ConfigMap', data: { a: '1000m' } },
      { kind: 'ConfigMap', data: { a: '1' } },
    ],
    [
      'a kind that nobody knows',
      { apiVersion: 'x/v1', kind: 'X', spec: { a: {} } },
      { apiVersion: 'x/v1', kind: 'X', spec: {} },
    ],
    ['another version', { ...pod({ tolerations: [] }), apiVersion: 'v2' }, pod({})],
  ])('%s', (_, was, now) => {
    expect(isSame(was, now)).toBe(false);
    expect(isSame(now, was)).toBe(false);
  });

  it('a quantity is the same as itself in every unit, and as no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }), (one, other) => {
        for (const text of [`${one * 1000}m`, `${one}e0`, `${one}.000`, `${one * 1000}000u`])
          expect(isSameQuantity(text, one)).toBe(true);
        expect(isSameQuantity(`${one * 1024}`, `${one}Ki`)).toBe(true);
        expect(isSameQuantity(`${one}Mi`, `${other}Mi`)).toBe(one === other);
        expect(isLargerQuantity(`${one}Mi`, `${other}Mi`)).toBe(one > other);
        expect(isLargerQuantity(`${one * 1000}m`, one)).toBe(false);
      }),
    );
    expect(isSameQuantity('1k', '1Ki')).toBe(false);
    expect(isSameQuantity('one', 'one')).toBe(false);
    expect(isLargerQuantity('2e3', '1Ki')).toBe(true);
    expect(isLargerQuantity('two', '1')).toBe(false);
  });

  it('a Secret is what the API server stores', () => {
    const secret = object({ kind: 'Secret', stringData: { a: 'x' }, data: { b: 'eQ==' } });
    expect(asStored(secret)).toEqual(object({ kind: 'Secret', data: { a: 'eA==', b: 'eQ==' } }));
  });
});

/** A disk in memory. */
function diskOf(files: Readonly<Record<string, string>>): Disk {
  return {
    read: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])),
    list: (folder) => {
      const inside = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
      const names = inside.map((path) => path.slice(folder.length + 1));
      const entries = names.map((name) => ({ name: name.split('/')[0] ?? '', isFolder: name.includes('/') }));
      return [...new Map(entries.map((each) => [each.name, each])).values()];
    },
  };
}

it('a chart that the lock has is inflated with the values of the folder', async () => {
  const template =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\ndata: { a: {{ .Values.a }} }\n';
  const entries = Object.entries({
    'own/Chart.yaml': 'apiVersion: v2\nname: own\nversion: 1.0.0\n',
    'own/values.yaml': 'a: c\n',
    'own/templates/a.yaml': template,
  });
  const tar = await packTar(
    entries.map(([name, body]) => ({ header: { name, size: body.length, type: 'file' }, body })),
  );
  const chart =
    '{ name: own, version: 1.0.0, repo: "https://charts.example.org", releaseName: shop, valuesInline: { a: b } }';
  const engine = await loadEngine();
  const found = await folderObjects(['/x'], {
    disk: diskOf({ '/x/kustomization.yaml': `helmCharts: [${chart}]\n` }),
    locked: (each) => (each.kind === 'chart' && each.name === 'own' ? { sha256: '', bytes: gzipSync(tar) } : undefined),
    kubeVersion: '1.34.0',
    engine: (work) => work(engine),
  });
  await engine.close();
  const built = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'shop' },
    data: { a: 'b' },
  };
  expect(found).toEqual({ objects: [{ object: built, place: '/x' }], leftOut: [] });
});
