import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { contractSchema } from '../contract-schemas.ts';
import { type Contract, readContracts } from '../contracts.ts';
import { type Finding, finding } from './finding.ts';
import { proofGaps, sampleGaps } from './prove-contract.ts';
import type { Upstream, UpstreamKind } from './read-upstream.ts';

/** Which contracts the real CRDs prove, which have none there, and what does not fit. */
export interface ContractProofs {
  readonly proved: readonly string[];
  readonly without: readonly string[];
  readonly findings: readonly Finding[];
}

/** Holds every contract below schema/kubernetes, and the samples of its test, against the CRD of its group, kind and version. */
export function proveContracts(root: string, upstream: Upstream): ContractProofs {
  const { contracts, definitions } = readContracts(join(root, 'schema/kubernetes'));
  const outcomes = contracts.map((contract) => {
    const kinds = upstream.kinds(contract.apiVersion, contract.kind);
    const findings = kinds.flatMap((each) => [...proofs(root, contract, each, contractSchema(contract, definitions))]);
    return { contract, kinds, findings: [...findings, ...(kinds.length === 0 ? missing(contract, upstream) : [])] };
  });
  const names = (isProved: boolean) =>
    outcomes
      .filter(({ kinds }) => kinds.length > 0 === isProved)
      .map(({ contract }) => contract.file.replace(/\.yaml$/, ''));
  return { proved: names(true), without: names(false), findings: outcomes.flatMap((each) => each.findings) };
}

function* proofs(
  root: string,
  contract: Contract,
  real: UpstreamKind,
  schema: ReturnType<typeof contractSchema>,
): Iterable<Finding> {
  const file = `schema/kubernetes/${contract.file}`;
  const whole = (message: string) => ({ file, path: '', message: `${message}: ${real.file}` });
  if (!real.served) yield whole(`${contract.apiVersion} is not served`);
  if (real.deprecated) yield whole(`${contract.apiVersion} is deprecated`);
  if (real.scope !== contract.scope) yield whole(`its scope is ${real.scope}`);
  for (const gap of proofGaps(schema, real.schema)) yield finding(file, gap);
  const samples = `test/contracts/${contract.file}`;
  for (const [index, object] of validSamples(join(root, samples)).entries()) {
    for (const gap of sampleGaps(real.schema, object))
      yield finding(samples, { path: ['valid', index, ...gap.path], message: gap.message });
  }
}

function validSamples(file: string): readonly unknown[] {
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as { readonly valid: readonly unknown[] }).valid : [];
}

/** A group that has CRDs must have this kind in this version too. */
function missing({ apiVersion, kind, file }: Contract, upstream: Upstream): readonly Finding[] {
  const [group = '', version] = apiVersion.split('/');
  if (version === undefined || !upstream.hasGroup(group)) return [];
  return [{ file: `schema/kubernetes/${file}`, path: '', message: `no CRD of ${group} has ${kind} in ${version}` }];
}
