import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Model } from '../../model.ts';
import type { Objects } from '../../objects.ts';
import { placedObjects } from '../../placed-objects.ts';

/** What a real API server said of a cluster's objects. */
export interface Admission {
  readonly cluster: string;
  readonly asked: number;
  readonly refused: readonly { readonly object: KubernetesObject; readonly message: string }[];
  /** Objects of a kind that the server does not know, so that it says nothing about them. */
  readonly notApplicable: readonly KubernetesObject[];
}

/** Every object that the platform makes for a cluster without a chart, and what its Argo CD is told. */
export function admissionObjects(objects: Objects, cluster: string): readonly KubernetesObject[] {
  const told = objects.clusters.get(cluster);
  const own = placedObjects(objects, cluster).map(({ object }) => object);
  return [...own, ...(told?.roots ?? []), ...(told?.projects ?? []), ...(told?.applications ?? [])];
}

/**
 * Asks a real API server whether it would take every object of each cluster. Namespaces are made for real, since nothing is admitted
 * into one that is not there; the CRDs must be there already.
 */
export function* admissions(kubeconfig: string, model: Model, objects: Objects, only?: string): Iterable<Admission> {
  const clusters = model.clusters.map(({ facts }) => facts.name);
  for (const cluster of clusters.filter((name) => only === undefined || name === only)) {
    const all = admissionObjects(objects, cluster);
    applyObjects(
      kubeconfig,
      all.filter(({ kind }) => kind === 'Namespace'),
    );
    const answers = batches(all, 50).flatMap((batch) => dryRun(kubeconfig, batch));
    const isUnknown = ({ message }: { readonly message: string }) => message.includes('no matches for kind');
    yield {
      cluster,
      asked: all.length,
      refused: answers.filter((each) => !isUnknown(each)),
      notApplicable: answers.filter(isUnknown).map(({ object }) => object),
    };
  }
}

/** What was refused of a batch: all at once, and one by one only where something was. */
function dryRun(kubeconfig: string, batch: readonly KubernetesObject[]): Admission['refused'] {
  if (applyObjects(kubeconfig, batch, ['--dry-run=server']) === '') return [];
  return batch
    .map((object) => ({ object, message: applyObjects(kubeconfig, [object], ['--dry-run=server']) }))
    .filter(({ message }) => message !== '');
}

/** Applies objects as Argo CD would; gives what kubectl says where it fails, else nothing. */
export function applyObjects(
  kubeconfig: string,
  items: readonly KubernetesObject[],
  flags: readonly string[] = [],
): string {
  if (items.length === 0) return '';
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const words = [
    '--kubeconfig',
    kubeconfig,
    '--cache-dir',
    discovered(),
    'apply',
    '--server-side',
    '--force-conflicts',
  ];
  const run = spawnSync('kubectl', [...words, ...flags, '-f', '-'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return run.status === 0 ? '' : (run.error?.message ?? run.stderr.trim());
}

let cache: string | undefined;

/** What kubectl remembers of a server's kinds would be remembered of the next one at the same address, too. */
function discovered(): string {
  cache ??= mkdtempSync(join(tmpdir(), 'plinth-kubectl-'));
  return cache;
}

process.on('exit', () => {
  if (cache !== undefined) rmSync(cache, { recursive: true, force: true });
});

/** A list in parts of a size. */
export function batches<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
