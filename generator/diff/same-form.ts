import { equal } from '../equal.ts';
import { kindSchema, nearestMinor } from '../kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { customSchema } from '../kubernetes/published-kind.ts';
import { isSameQuantity } from '../kubernetes/quantity.ts';
import { itemSchema, propertySchema, type StructuralSchema } from '../kubernetes/structural-schema.ts';
import { isMap, own, type PlainMap } from '../map.ts';

/**
 * The first of two states of an object in the words of the second wherever the API server of that Kubernetes version would take both for
 * the same: quantities, numbers in quotes, nulls, empty maps and lists, a Secret's `stringData`. What it knows no schema of stays as it is.
 */
export function inFormOf(before: KubernetesObject, after: KubernetesObject, kubernetes: string): KubernetesObject {
  const { apiVersion, kind } = after;
  if (before.apiVersion !== apiVersion) return before;
  const core = kindSchema(nearestMinor(kubernetes).minor, apiVersion, kind);
  const isCore = 'schema' in core && core.by === 'kubernetes';
  const schema = customSchema(apiVersion, kind)?.schema ?? ('schema' in core ? core.schema : undefined);
  const [was, now] = [before, after] as unknown as readonly [PlainMap, PlainMap];
  const known = alike(was, now, { schema: schema ?? {}, isCore }) as PlainMap;
  const metadata = alike(was['metadata'], now['metadata'], { schema: anyMetadata, isCore: true });
  // what is written there is for controllers alone to write, so the API server drops it
  const { status: _, ...rest } = known;
  const status = isCore && now['status'] !== undefined ? { status: now['status'] } : {};
  return { ...(isCore ? { ...rest, ...status } : known), metadata } as unknown as KubernetesObject;
}

/** The parts of metadata that every kind has, whatever its own schema says of them. Source: k8s.io/apimachinery meta/v1 ObjectMeta. */
const anyMetadata: StructuralSchema = {
  type: 'object',
  properties: {
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    finalizers: { type: 'array', items: { type: 'string' } },
    creationTimestamp: { type: 'string' },
    namespace: { type: 'string' },
  },
};

interface Known {
  readonly schema: StructuralSchema;
  /** Kubernetes stores its own kinds without what is empty; a custom resource keeps it. */
  readonly isCore: boolean;
}

function alike(was: unknown, now: unknown, known: Known): unknown {
  if (equal(was, now)) return now;
  if (isMap(was) && isMap(now)) return maps(was, now, known);
  if (Array.isArray(was) && Array.isArray(now)) return lists(was, now, known);
  return isSameScalar(was, now, known.schema) ? now : was;
}

function maps(was: PlainMap, now: PlainMap, known: Known): PlainMap {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])];
  const found = keys.flatMap((key) => {
    const [left, right] = [own(was, key), own(now, key)];
    const schema = propertySchema(known.schema, key);
    const inside = schema === undefined ? undefined : { ...known, schema };
    const value = field(left, right, inside);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(found);
}

function field(was: unknown, now: unknown, known: Known | undefined): unknown {
  if (known === undefined) return was;
  if (isNothing(was, known) && isNothing(now, known)) return now;
  return alike(was, now, known);
}

/** Whether the API server stores nothing for it. */
function isNothing(value: unknown, { schema, isCore }: Known): boolean {
  if (value === undefined) return true;
  if (value === null) return schema.nullable !== true && Object.keys(schema).length > 0;
  if (!isCore) return false;
  if (Array.isArray(value)) return value.length === 0 && schema.type === 'array';
  return isMap(value) && Object.keys(value).length === 0 && typeof schema.additionalProperties === 'object';
}

/** Items are held against each other by the keys of their list, else by name, else by place. */
function lists(was: readonly unknown[], now: readonly unknown[], known: Known): readonly unknown[] {
  const schema = itemSchema(known.schema);
  if (schema === undefined) return was;
  const keys = known.schema['x-kubernetes-list-map-keys'] ?? ['name'];
  return was.map((item, index) => {
    const isSame = (other: unknown) =>
      isMap(item) && isMap(other) && keys.every((key) => equal(own(item, key), own(other, key)));
    const named = isMap(item) && keys.some((key) => own(item, key) !== undefined) ? now.find(isSame) : now[index];
    return named === undefined ? item : alike(item, named, { ...known, schema });
  });
}

function isSameScalar(was: unknown, now: unknown, schema: StructuralSchema): boolean {
  if (isQuantity(schema)) return isSameQuantity(was, now);
  if (schema.type !== 'integer') return false;
  return isWhole(was) && isWhole(now) && Number(was) === Number(now);
}

function isWhole(value: unknown): boolean {
  return /^-?\d{1,15}$/.test(String(value)) && ['string', 'number'].includes(typeof value);
}

/** A quantity is told by its pattern, in Kubernetes' own schemas and in those that controller-gen writes. */
function isQuantity({ pattern, anyOf = [] }: StructuralSchema): boolean {
  return [pattern, ...anyOf.map((each) => each.pattern)].some((each) => each?.includes('[numkMGTPE]') === true);
}

/** A Secret with `stringData` as the API server stores it, and any other object as it is. */
export function asStored(object: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = object as unknown as PlainMap;
  if (object.apiVersion !== 'v1' || object.kind !== 'Secret' || !isMap(stringData)) return object;
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')]);
  const data = rest['data'];
  return {
    ...rest,
    data: { ...(isMap(data) ? data : {}), ...Object.fromEntries(encoded) },
  } as unknown as KubernetesObject;
}
