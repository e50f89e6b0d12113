import { readFileSync } from 'node:fs';
import { compile } from '../index.ts';
import { describe } from '../kubernetes/object.ts';
import { admissions } from './upstream/admission.ts';

/**
 * `npm run check:admission -- <kubeconfig> [cluster]`: asks a real API server whether it would take every object that the
 * platform makes without a chart. The CRDs must be there already; what is of a kind without one is refused.
 */
const [kubeconfig, only] = process.argv.slice(2);
if (kubeconfig === undefined) stop('no cluster to ask: npm run check:admission -- <kubeconfig> [cluster]');
const { model, objects } = compile(readFileSync('platform.yaml'));
if (model === undefined || objects === undefined) stop('platform.yaml has errors; see plinth validate');

for (const { cluster, asked, refused, notApplicable } of admissions(kubeconfig, model, objects, only)) {
  for (const { object, message } of refused) process.stdout.write(`${cluster}: ${describe(object)}: ${message}\n`);
  for (const object of notApplicable) process.stdout.write(`${cluster}: ${describe(object)}: its kind is not there\n`);
  const bad = refused.length + notApplicable.length;
  process.stdout.write(`${cluster}: ${asked} objects asked, ${asked - bad} admitted, ${bad} refused\n`);
  if (bad > 0) process.exitCode = 1;
}

function stop(message: string): never {
  process.stderr.write(`plinth: ${message}\n`);
  process.exit(2);
}
