import { admission, fieldPath } from '../kubernetes/admission.ts';
import { customKindsIn, isDefinition, type KindLookup, lookupIn } from '../kubernetes/custom-kind.ts';
import { nearestMinor } from '../kubernetes/kind-schema.ts';
import { describe, groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { askRules, type LendEngine } from '../verify/ask-rules.ts';
import type { Note } from './report.ts';

/** Our own objects of a chart's kinds that its new CRDs refuse and the old ones did not, by schema or by a rule in CEL, or whose version is no longer there; each an error. An engine is lent only where the new CRDs have rules for them. */
export async function brokenObjects(
  own: readonly KubernetesObject[],
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  kubernetes: string,
  lend: LendEngine,
): Promise<readonly Note[]> {
  const [was, is] = [lookupIn(customKindsIn(before)), lookupIn(customKindsIn(after))];
  const groups = new Set((after as readonly unknown[]).filter(isDefinition).map(({ spec }) => spec.group));
  const theirs = own.filter(({ apiVersion, kind }) => was(apiVersion, kind) !== undefined);
  const there = theirs.filter(({ apiVersion, kind }) => is(apiVersion, kind) !== undefined);
  // where no CRD of the group is left, the chart has stopped bringing them, which is said of the kinds
  const gone = theirs
    .filter((object) => !there.includes(object) && groups.has(groupOf(object.apiVersion)))
    .map((object) => broken(object, `no CRD has ${object.apiVersion} ${object.kind} any more`));
  const { minor } = nearestMinor(kubernetes);
  const found = there.map((object) => ({ object, problems: newProblems(object, minor, was, is) }));
  const bySchema = found.flatMap(({ object, problems }) => problems.map((each) => broken(object, each)));
  const sound = found.filter(({ problems }) => problems.length === 0).map(({ object }) => object);
  return [...gone, ...bySchema, ...(await brokenRules(sound, kubernetes, was, is, lend))];
}

function newProblems(object: KubernetesObject, minor: string, was: KindLookup, is: KindLookup): readonly string[] {
  const old = new Set(problems(object, minor, was));
  return problems(object, minor, is).filter((each) => !old.has(each));
}

async function brokenRules(
  sound: readonly KubernetesObject[],
  kubernetes: string,
  was: KindLookup,
  is: KindLookup,
  lend: LendEngine,
): Promise<readonly Note[]> {
  const now = await askRules(sound, kubernetes, is, lend);
  // most have none, and the old ones matter only where the new ones refuse
  if (now.refusals.length === 0) return [];
  const before = new Set((await askRules(sound, kubernetes, was, lend)).problems);
  return now.refusals
    .filter(({ problem }) => !before.has(problem))
    .map(({ object, sentence }) => broken(object, sentence));
}

function problems(object: KubernetesObject, minor: string, lookup: KindLookup): readonly string[] {
  return admission(object, minor, lookup).violations.map(({ path, message }) => `\`${fieldPath(path)}\` ${message}`);
}

function broken(object: KubernetesObject, note: string): Note {
  return { group: 'kinds', what: 'required', subject: `${describe(object)} of this platform`, note, isError: true };
}
