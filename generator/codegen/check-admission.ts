import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { compile } from '../index.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { describe } from '../kubernetes/object.ts';
import { placedObjects } from '../placed-objects.ts';

/**
 * `npm run check:admission -- <kubeconfig> [cluster]`: asks a real API server whether it would take every object that the
 * platform makes without a chart. Namespaces are made for real, since nothing is admitted into one that is not there; the
 * CRDs must be there already.
 */
const [kubeconfig, only] = process.argv.slice(2);
if (kubeconfig === undefined) stop('no cluster to ask: npm run check:admission -- <kubeconfig> [cluster]');
const { model, objects } = compile(readFileSync('platform.yaml'));
if (model === undefined || objects === undefined) stop('platform.yaml has errors; see plinth validate');

let refused = 0;
for (const { facts } of model.clusters.filter((cluster) => only === undefined || cluster.facts.name === only)) {
  const own = placedObjects(objects, facts.name).map(({ object }) => object);
  const told = objects.clusters.get(facts.name);
  const all = [...own, ...(told?.roots ?? []), ...(told?.projects ?? []), ...(told?.applications ?? [])];
  apply(
    all.filter(({ kind }) => kind === 'Namespace'),
    [],
  );
  const refusals = all
    .map((object) => [object, apply([object], ['--dry-run=server'])] as const)
    .filter(([, message]) => message !== '');
  for (const [object, message] of refusals) process.stdout.write(`${facts.name}: ${describe(object)}: ${message}\n`);
  process.stdout.write(
    `${facts.name}: ${all.length} objects asked, ${all.length - refusals.length} admitted, ${refusals.length} refused\n`,
  );
  refused += refusals.length;
}
process.exitCode = refused === 0 ? 0 : 1;

function apply(items: readonly KubernetesObject[], flags: readonly string[]): string {
  if (items.length === 0) return '';
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const words = ['--kubeconfig', kubeconfig ?? '', 'apply', '--server-side', '--force-conflicts', ...flags, '-f', '-'];
  const run = spawnSync('kubectl', words, { input, encoding: 'utf8' });
  return run.status === 0 ? '' : (run.error?.message ?? run.stderr.trim());
}

function stop(message: string): never {
  process.stderr.write(`plinth: ${message}\n`);
  process.exit(2);
}
