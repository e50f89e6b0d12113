import type { Chart } from '../component.ts';
import { chartPatch } from '../kubernetes/chart-patch.ts';
import { kept } from '../kubernetes/kept.ts';
import { groupOf, objectId } from '../kubernetes/object.ts';
import type { Upstream } from '../objects.ts';
import { fileNames } from './file-names.ts';

type Named = NonNullable<Chart['namespaceless']>[number];

/** A patch of what comes from upstream: its file, and the targets that it is applied to, where it does not name its object itself. */
export interface PatchFile {
  readonly path: string;
  readonly content: object;
  readonly notes: readonly string[];
  readonly targets: readonly object[];
}

/** The patches of a chart or of manifests, in the order in which Kustomize gets them. */
export function chartPatches({ chart, namespace, leftOut, keepsKinds }: Upstream): readonly PatchFile[] {
  return [
    ...namespacePatch(chart?.namespaceless ?? [], namespace),
    ...strayPatch(chart?.strayNamespaces ?? []),
    ...(keepsKinds ? [keepPatch('patch-crds.yaml', crds)] : []),
    ...(chart?.keepsVolumes === true ? [keepPatch('patch-volumes.yaml', claims)] : []),
    ...ownPatches(chart),
    ...leaveOut(leftOut, chart === undefined ? '' : ' of the chart'),
  ];
}

function namespacePatch(objects: readonly Named[], namespace: string): readonly PatchFile[] {
  if (objects.length === 0) return [];
  const content = [{ op: 'add', path: '/metadata/namespace', value: namespace }];
  const notes = ['The chart leaves these objects without a namespace.'];
  return [{ path: 'patch-namespace.yaml', content, notes, targets: objects.map(target) }];
}

function strayPatch(objects: readonly Named[]): readonly PatchFile[] {
  if (objects.length === 0) return [];
  const content = [{ op: 'remove', path: '/metadata/namespace' }];
  const notes = ['The chart gives these objects a namespace, and their kind has none.'];
  return [{ path: 'patch-no-namespace.yaml', content, notes, targets: objects.map(target) }];
}

function target({ apiVersion, kind, name }: Named): object {
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return { ...(group === '' ? {} : { group }), version, kind, name };
}

/** A file for each object; without a target, Kustomize fails where the object is not. */
function ownPatches(chart: Chart | undefined): readonly PatchFile[] {
  const patches = (chart?.patches ?? []).map((patch) => ({ content: chartPatch(patch), notes: [patch.reason] }));
  const names = fileNames(
    patches.map(({ content }) => content),
    'patch-',
  );
  return patches
    .map(({ content, notes }) => ({ path: names.get(objectId(content)) ?? '', content, notes, targets: [] }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The same, and nothing of the object remains. */
function leaveOut(objects: Upstream['leftOut'], from: string): readonly PatchFile[] {
  const notes = [`The platform brings this object${from} itself, or does without it.`];
  return objects.map(({ apiVersion, kind, name, namespace }) => {
    const metadata = namespace === undefined ? { name } : { name, namespace };
    const path = fileNames([{ apiVersion, kind, metadata }], 'patch-no-').get(objectId({ apiVersion, kind, metadata }));
    return { path: path ?? '', content: { $patch: 'delete', apiVersion, kind, metadata }, notes, targets: [] };
  });
}

interface Kind {
  readonly group?: string;
  readonly version: string;
  readonly kind: string;
}

const crds: Kind = { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' };
const claims: Kind = { version: 'v1', kind: 'PersistentVolumeClaim' };

/** A CRD takes every object of its kind along, and a claim its volume, so Argo CD must never remove one by itself. */
function keepPatch(path: string, of: Kind): PatchFile {
  const apiVersion = of.group === undefined ? of.version : `${of.group}/${of.version}`;
  const content = { apiVersion, kind: of.kind, metadata: { name: 'every-one', annotations: kept } };
  return { path, content, notes: [], targets: [of] };
}
