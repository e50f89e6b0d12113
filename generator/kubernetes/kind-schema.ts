import { scopes } from '../generated/kinds.ts';
import { contracts, coreDocument } from '../generated/schemas.js';
import { coreObject } from './core-object.ts';
import { type CoreSchemas, coreSchemas } from './core-schema.ts';
import { groupOf } from './object.ts';
import type { StructuralSchema } from './structural-schema.ts';

/** What is known of a kind in a cluster: its whole schema and whose that is, or why there is none. */
export type KindSchema =
  | { readonly schema: StructuralSchema; readonly by: 'kubernetes' | 'contract' }
  | { readonly missing: 'kind' }
  | OtherVersion;

/** A kind of Kubernetes itself that the cluster's version does not have. */
export interface OtherVersion {
  readonly missing: 'version';
  /** The minor versions that have it, as `1.34`, oldest first. */
  readonly minors: readonly string[];
  /** The API versions in which the cluster has the kind instead. */
  readonly instead: readonly string[];
}

/** The minor version whose schemas stand for a Kubernetes version such as `1.34` or `1.34.2`: its own, else the nearest that is known. */
export function nearestMinor(kubernetes: string): { readonly minor: string; readonly isExact: boolean } {
  const [major = '1', own = '0'] = kubernetes.split('.');
  const { minors } = core();
  const wanted = `${major}.${own}`;
  const nearest = minors.reduce((best, each) => (distance(each, own) < distance(best, own) ? each : best));
  return { minor: nearest, isExact: nearest === wanted };
}

/** The schema of a kind in a minor version of Kubernetes that `nearestMinor` gave. */
export function kindSchema(minor: string, apiVersion: string, kind: string): KindSchema {
  const key = `${minor} ${apiVersion}/${kind}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find(minor, apiVersion, kind);
  known.set(key, found);
  return found;
}

/** Where the objects of a kind live, as far as Kubernetes itself and our contracts know it. */
export function kindScope(apiVersion: string, kind: string): 'Namespaced' | 'Cluster' | undefined {
  const name = `${apiVersion}/${kind}`;
  const own = (scopes as { readonly [kind: string]: string })[name];
  return core().kind(apiVersion, kind)?.scope ?? (own === 'Namespaced' || own === 'Cluster' ? own : undefined);
}

const known = new Map<string, KindSchema>();
let read: CoreSchemas | undefined;

function core(): CoreSchemas {
  read ??= coreSchemas(coreDocument);
  return read;
}

const readContracts = new Map<string, StructuralSchema>();

function contract(name: string): StructuralSchema | undefined {
  const before = readContracts.get(name);
  const text = Object.hasOwn(contracts, name) ? contracts[name] : undefined;
  if (before !== undefined || text === undefined) return before;
  const schema = JSON.parse(text) as StructuralSchema;
  readContracts.set(name, schema);
  return schema;
}

function distance(minor: string, wanted: string): number {
  return Math.abs(Number(minor.split('.')[1]) - Number(wanted));
}

function find(minor: string, apiVersion: string, kind: string): KindSchema {
  const { kind: coreKind, definition, served } = core();
  const own = coreKind(apiVersion, kind);
  const name = `${apiVersion}/${kind}`;
  if (own === undefined) {
    const schema = contract(name);
    return schema === undefined ? { missing: 'kind' } : { schema, by: 'contract' };
  }
  const schema = definition(minor, apiVersion, kind);
  if (schema === undefined)
    return { missing: 'version', minors: own.minors, instead: served(minor, groupOf(apiVersion), kind) };
  return { schema: coreObject(schema, { apiVersion, kind, scope: own.scope }), by: 'kubernetes' };
}
