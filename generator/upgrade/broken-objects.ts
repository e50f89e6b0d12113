import { admission, fieldPath } from '../kubernetes/admission.ts';
import { customKindsIn, isDefinition, type KindLookup, lookupIn } from '../kubernetes/custom-kind.ts';
import { nearestMinor } from '../kubernetes/kind-schema.ts';
import { describe, groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import type { Note } from './report.ts';

/** Our own objects of a chart's kinds that its new CRDs refuse and the old ones did not, or whose version is no longer there; each an error. */
export function brokenObjects(
  own: readonly KubernetesObject[],
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
  kubernetes: string,
): readonly Note[] {
  const [was, is] = [lookupIn(customKindsIn(before)), lookupIn(customKindsIn(after))];
  const groups = new Set((after as readonly unknown[]).filter(isDefinition).map(({ spec }) => spec.group));
  const { minor } = nearestMinor(kubernetes);
  return own.flatMap((object): readonly Note[] => {
    const { apiVersion, kind } = object;
    if (was(apiVersion, kind) === undefined) return [];
    // where no CRD of the group is left, the chart has stopped bringing them, which is said of the kinds
    if (is(apiVersion, kind) === undefined)
      return groups.has(groupOf(apiVersion)) ? [broken(object, `no CRD has ${apiVersion} ${kind} any more`)] : [];
    const old = new Set(problems(object, minor, was));
    return problems(object, minor, is)
      .filter((each) => !old.has(each))
      .map((each) => broken(object, each));
  });
}

function problems(object: KubernetesObject, minor: string, lookup: KindLookup): readonly string[] {
  return admission(object, minor, lookup).violations.map(({ path, message }) => `\`${fieldPath(path)}\` ${message}`);
}

function broken(object: KubernetesObject, note: string): Note {
  return { group: 'kinds', what: 'required', subject: `${describe(object)} of this platform`, note, isError: true };
}
