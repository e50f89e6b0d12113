import { objectMeta } from './object-meta.ts';
import type { StructuralSchema } from './structural-schema.ts';

/** What an object within an object has besides its schema's own fields. Source: apiextensions-apiserver, pkg/apiserver/schema/objectmeta. */
export const embeddedFields: ReadonlyMap<string, StructuralSchema> = new Map([
  ['apiVersion', { type: 'string', minLength: 1, pattern: '^[^/]*(/[^/]*)?$' }],
  ['kind', { type: 'string', minLength: 1, maxLength: 63, pattern: '^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$' }],
  ['metadata', objectMeta],
]);

/** Those that must be there. */
export const embeddedRequired: readonly string[] = ['apiVersion', 'kind'];
