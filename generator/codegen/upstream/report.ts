import { join } from 'node:path';
import { contractSchemas } from '../contract-schemas.ts';
import { checkObjects, type ObjectChecks } from './check-objects.ts';
import { checkPatches, type PatchChecks } from './check-patches.ts';
import { checkValues, type ValuesChecks } from './check-values.ts';
import type { Finding } from './finding.ts';
import { type ContractProofs, proveContracts } from './prove-contracts.ts';
import { readTree } from './read-tree.ts';
import { readUpstream } from './read-upstream.ts';

/** What `check:upstream` found out. */
export interface Report {
  readonly crdFiles: number;
  readonly contracts: ContractProofs;
  readonly objects: ObjectChecks;
  readonly values: ValuesChecks;
  readonly patches: PatchChecks;
}

/** Holds the contracts and what is generated below `root` (objects, values, machine patches) against the real CRDs, charts and schemas of a folder. */
export function checkUpstream(folder: string, root: string): Report {
  const upstream = readUpstream(folder);
  const tree = readTree(root);
  return {
    crdFiles: upstream.crdFiles,
    contracts: proveContracts(root, upstream),
    objects: checkObjects(tree.objects, upstream, contractSchemas(join(root, 'schema/kubernetes'))),
    values: checkValues(tree, upstream),
    patches: checkPatches(folder, root),
  };
}

/** Every finding of a report, in order of file and path. */
export function findingsOf({ contracts, objects, values, patches }: Report): readonly Finding[] {
  const key = ({ file, path }: Finding) => `${file}\0${path}`;
  const all = [contracts, objects, values, patches].flatMap((each) => each.findings);
  return all.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The report as text: counts, then what was left out and why, then the findings. */
export function reportText(report: Report): string {
  const { contracts, objects, values, patches } = report;
  const findings = findingsOf(report);
  return [
    row(contracts.proved.length, 'contracts proved by a real CRD'),
    row(contracts.without.length, 'contracts without one', contracts.without),
    row(objects.byCrd, 'objects checked by CRD'),
    row(objects.byContract, 'objects checked by contract'),
    row(objects.skipped.length, 'kinds skipped', objects.skipped),
    row(values.checked, 'values files checked'),
    row(values.unknownCharts.length, 'charts not in the folder', values.unknownCharts),
    row(values.otherVersions.length, 'charts in another version', values.otherVersions),
    row(values.doubts.length, 'values that a chart in another version refuses'),
    ...values.doubts.map(line),
    row(values.copies.length, 'values that equal the default of their chart'),
    ...values.copies.map(line),
    row(patches.checked, 'machine patches checked'),
    row(patches.without.length, 'clusters without a schema of their Talos', patches.without),
    row(findings.length, 'findings'),
    ...findings.map(line),
    '',
  ].join('\n');
}

function line({ file, path, message }: Finding): string {
  return `  ${file}: ${path === '' ? '' : `${path} `}${message}`;
}

function row(count: number, what: string, names: readonly string[] = []): string {
  return `${String(count).padStart(6)} ${what}${names.length === 0 ? '' : `: ${names.join(', ')}`}`;
}
