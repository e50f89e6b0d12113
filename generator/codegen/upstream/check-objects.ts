import { validateStructural } from '../../kubernetes/structural.ts';
import { isFields, type StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { kindKey } from '../contracts.ts';
import { type Finding, finding } from './finding.ts';
import { sampleGaps } from './prove-contract.ts';
import type { TreeObject } from './read-tree.ts';
import type { Upstream, UpstreamKind } from './read-upstream.ts';

/** How many objects were checked by what, which kinds could not be, and what is wrong. */
export interface ObjectChecks {
  readonly byCrd: number;
  readonly byContract: number;
  /** As `<apiVersion>/<Kind>`, each once. */
  readonly skipped: readonly string[];
  readonly findings: readonly Finding[];
}

type How = 'crd' | 'contract' | 'skipped';

/** Checks every object by its real CRDs, all of them where several components bring it; by its contract where no CRD has its group. */
export function checkObjects(
  objects: readonly TreeObject[],
  upstream: Upstream,
  contracts: { readonly [kind: string]: StructuralSchema },
): ObjectChecks {
  const outcomes = objects.map((each) => checkObject(each, upstream, contracts));
  const count = (how: How) => outcomes.filter((each) => each.how === how).length;
  return {
    byCrd: count('crd'),
    byContract: count('contract'),
    skipped: [...new Set(outcomes.filter(({ how }) => how === 'skipped').map(({ kind }) => kind))].sort(),
    findings: outcomes.flatMap((each) => each.findings),
  };
}

interface Outcome {
  readonly kind: string;
  readonly how: How;
  readonly findings: readonly Finding[];
}

function checkObject(
  { file, object }: TreeObject,
  upstream: Upstream,
  contracts: { readonly [kind: string]: StructuralSchema },
): Outcome {
  const kind = kindKey(object);
  const kinds = upstream.kinds(object.apiVersion, object.kind);
  if (kinds.length > 0) return { kind, how: 'crd', findings: kinds.flatMap((each) => byCrd(file, object, each)) };
  const group = object.apiVersion.split('/')[0] ?? '';
  if (upstream.hasGroup(group))
    return { kind, how: 'crd', findings: [{ file, path: 'apiVersion', message: `no CRD of ${group} has ${kind}` }] };
  const contract = contracts[kind];
  if (contract === undefined)
    return { kind, how: 'skipped', findings: [{ file, path: '', message: `no CRD and no contract for ${kind}` }] };
  return { kind, how: 'contract', findings: validateStructural(contract, object).map((each) => finding(file, each)) };
}

function byCrd(file: string, object: TreeObject['object'], real: UpstreamKind): readonly Finding[] {
  const state = real.served ? (real.deprecated ? 'is deprecated' : undefined) : 'is not served';
  const version = state === undefined ? [] : [{ file, path: 'apiVersion', message: `${object.apiVersion} ${state}` }];
  return [
    ...version,
    ...scopeFindings(file, object, real),
    ...sampleGaps(real.schema, object).map((each) => finding(file, each)),
  ];
}

function scopeFindings(file: string, { metadata }: TreeObject['object'], { scope }: UpstreamKind): readonly Finding[] {
  const hasNamespace = isFields(metadata) && metadata['namespace'] !== undefined;
  if (hasNamespace === (scope === 'Namespaced')) return [];
  const message = hasNamespace ? 'is given, but the kind is cluster-scoped' : 'is missing, but the kind is namespaced';
  return [{ file, path: 'metadata.namespace', message }];
}
