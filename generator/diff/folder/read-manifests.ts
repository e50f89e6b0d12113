import { parseAllDocuments, type Tags } from 'yaml';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { isMap, own } from '../../map.ts';
import type { Refusal } from './refusal.ts';

/** What the documents of a file are: its objects, items of lists one by one; `others` counts documents that are no object. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly others: number;
}

/** Reads a file of manifests as the YAML reader of Kubernetes does. */
export function readManifests(file: string, text: string): Manifests | Refusal {
  const values = readYaml(file, text);
  if ('refused' in values) return values;
  const all = values.documents.filter((each) => each !== null).flatMap(items);
  const objects = all.filter(isObject);
  return { objects, others: all.length - objects.length };
}

/** The documents of a YAML file as plain values: YAML 1.1 as Go reads it, where dates and times are texts. */
export function readYaml(file: string, text: string): { readonly documents: readonly unknown[] } | Refusal {
  const parsed = parseAllDocuments(text, { version: '1.1', customTags: asInGo, logLevel: 'silent' });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const { errors } of documents) {
    const [first] = errors;
    if (first === undefined) continue;
    const message = first.message.split(/ at line \d+/)[0] ?? first.message;
    return { refused: { file, position: position(first.linePos?.[0]), message } };
  }
  return { documents: documents.map((each) => each.toJS({ maxAliasCount: 1000 }) as unknown) };
}

function asInGo(tags: Tags): Tags {
  return tags.filter(
    (tag) => typeof tag === 'string' || !(tag.tag.endsWith(':timestamp') || ('format' in tag && tag.format === 'TIME')),
  );
}

function position(at: { readonly line: number; readonly col: number } | undefined) {
  return { line: at?.line ?? 1, column: at?.col ?? 1 };
}

function items(value: unknown): readonly unknown[] {
  const list = isMap(value) && /List$/.test(String(own(value, 'kind'))) ? own(value, 'items') : undefined;
  return Array.isArray(list) ? list.flatMap(items) : [value];
}

function isObject(value: unknown): value is KubernetesObject {
  if (!isMap(value)) return false;
  const metadata = own(value, 'metadata');
  const texts = [own(value, 'apiVersion'), own(value, 'kind'), isMap(metadata) ? own(metadata, 'name') : undefined];
  return texts.every((each) => typeof each === 'string' && each !== '');
}
