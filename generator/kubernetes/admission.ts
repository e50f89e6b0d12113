import { applyDefaults } from './apply-defaults.ts';
import type { CustomKind, KindLookup } from './custom-kind.ts';
import { kindSchema, type OtherVersion } from './kind-schema.ts';
import type { KubernetesObject } from './object.ts';
import { type Violation, validateStructural } from './structural.ts';
import { isFields, type StructuralSchema } from './structural-schema.ts';

/** What an API server would say to an object. */
export interface Verdict {
  /** Whose schema it was checked with: Kubernetes' own, a CRD's or a contract; absent where the cluster has no such kind. */
  readonly by?: 'kubernetes' | 'definition' | 'contract';
  readonly violations: readonly Violation[];
  /** Where there is no such kind: why, and what to do. */
  readonly unknown?: Unknown;
}

interface Unknown {
  /** Whether Kubernetes has the kind, in another of its versions. */
  readonly isOtherVersion?: true;
  readonly message: string;
  readonly hint: string;
}

/** Checks an object as the API server of a minor version of Kubernetes would (as `nearestMinor` gives it), with its defaults and without the nulls that it drops. CEL rules and admission plugins are not asked. A CRD that `lookup` finds goes before a contract. */
export function admission(object: KubernetesObject, minor: string, lookup: KindLookup = () => undefined): Verdict {
  const { apiVersion, kind } = object;
  const own = lookup(apiVersion, kind);
  if (own !== undefined) return { by: 'definition', violations: asDefined(own, object) };
  const found = kindSchema(minor, apiVersion, kind);
  if ('schema' in found) return { by: found.by, violations: violationsOf(found.schema, object) };
  const unknown = found.missing === 'kind' ? unknownKind(apiVersion, kind) : otherVersion(apiVersion, minor, found);
  return { violations: [], unknown };
}

function asDefined({ schema, scope }: CustomKind, object: KubernetesObject): readonly Violation[] {
  // what a chart brings may have no metadata at all, which the schema refuses
  const metadata: unknown = object.metadata;
  const isMisplaced =
    isFields(metadata) && ((metadata['namespace'] ?? undefined) === undefined) !== (scope === 'Cluster');
  const message = scope === 'Cluster' ? 'must not be set: the kind is cluster-scoped' : 'is required';
  return [
    ...validateStructural(schema, applyDefaults(schema, object)),
    ...(isMisplaced ? [{ path: ['metadata', 'namespace'], message }] : []),
  ];
}

/** In these schemas a default only ever takes violations away, so most objects need not be copied for it. */
function violationsOf(schema: StructuralSchema, object: KubernetesObject): readonly Violation[] {
  const asWritten = validateStructural(schema, object);
  return asWritten.length === 0 ? asWritten : validateStructural(schema, applyDefaults(schema, object));
}

function unknownKind(apiVersion: string, kind: string): Unknown {
  return { message: `is of a kind that no schema knows: ${apiVersion} ${kind}`, hint: 'check its apiVersion and kind' };
}

function otherVersion(apiVersion: string, minor: string, { minors, instead }: OtherVersion): Unknown {
  const message = `is of ${apiVersion}, which Kubernetes ${minor} does not have; ${span(minors)} has`;
  const hint = instead.length === 0 ? 'leave it out on this cluster' : `use ${instead.join(' or ')}`;
  return { isOtherVersion: true, message, hint };
}

function span(minors: readonly string[]): string {
  const [first, last] = [minors[0], minors.at(-1)];
  return first === last ? `only ${first}` : `only ${first} to ${last}`;
}

/** A place in an object as Kubernetes writes it: `spec.ports[0].port`, `metadata.labels[app.kubernetes.io/name]`; empty for the object itself. */
export function fieldPath(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number' || !/^[\w-]+$/.test(key)) return `[${key}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
