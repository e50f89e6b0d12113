import { expect, test } from 'vitest';
import { readonlyTypes } from '../generator/codegen/readonly-types.ts';
import { scopes } from '../generator/generated/kinds.ts';
import { create } from '../generator/kubernetes/create.ts';
import { describe as describeObject, groupOf, objectId } from '../generator/kubernetes/object.ts';

const issuer = create('cert-manager.io/v1', 'ClusterIssuer', {
  spec: { selfSigned: {} },
  metadata: { name: 'self-signed' },
});
const proxy = create('projectcontour.io/v1', 'HTTPProxy', {
  metadata: { name: 'argocd', namespace: 'argocd' },
  spec: {},
});

test('objects are made in reading order, however their fields are given', () => {
  expect(Object.keys(issuer)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  const kustomization = create('kustomize.config.k8s.io/v1beta1', 'Kustomization', { resources: ['../../base'] });
  expect(Object.keys(kustomization)).toEqual(['apiVersion', 'kind', 'resources']);
});

test('objects are known by group, kind, namespace and name, whatever their version', () => {
  expect(objectId(issuer)).toBe('cert-manager.io/ClusterIssuer self-signed');
  expect(objectId(proxy)).toBe('projectcontour.io/HTTPProxy argocd/argocd');
  expect(objectId({ ...proxy, apiVersion: 'projectcontour.io/v2' })).toBe(objectId(proxy));
  expect(objectId({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'apps' } })).toBe('core/Namespace apps');
  expect(describeObject(proxy)).toBe('HTTPProxy argocd/argocd');
});

test('groups are as Kubernetes writes them', () => {
  expect(groupOf('v1')).toBe('');
  expect(groupOf('apps/v1')).toBe('apps');
});

test('scopes tell where objects of a kind live', () => {
  expect(scopes['v1/Namespace']).toBe('Cluster');
  expect(scopes['cert-manager.io/v1/Certificate']).toBe('Namespaced');
  expect(scopes['kustomize.config.k8s.io/v1beta1/Kustomization']).toBe('Local');
});

test('every property and list of a type is made read-only, text left alone', () => {
  const source = [
    'export interface A {',
    '  /**',
    '   * a: string[] {',
    '   */',
    "  one: { two?: 'x[]'[] }[];",
    "  'a-b'?: (string | number)[][];",
    '  [k: string]: unknown;',
    '}',
  ];
  expect(readonlyTypes(source.join('\n')).split('\n').slice(4, 7)).toEqual([
    "  readonly one: ReadonlyArray<{ two?: ReadonlyArray<'x[]'> }>;",
    "  readonly 'a-b'?: ReadonlyArray<ReadonlyArray<(string | number)>>;",
    '  readonly [k: string]: unknown;',
  ]);
});
