import type { Schema } from './rule-case.ts';

/** A JSON pointer into an object as Kubernetes writes paths: the items of lists and the keys of maps in brackets, fields after dots. */
export function fieldPath(pointer: string, schema: Schema): string {
  let at: Schema | undefined = schema;
  let path = '';
  for (const part of pointer.split('/').slice(1)) {
    const name: string = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const { items, properties, additionalProperties } = (at ?? {}) as { [word: string]: Schema | undefined };
    const own = properties?.[name] as Schema | undefined;
    const isField = own !== undefined || (items === undefined && typeof additionalProperties !== 'object');
    path += isField ? `${path === '' ? '' : '.'}${name}` : `[${name}]`;
    at = own ?? items ?? additionalProperties;
  }
  return path === '' ? '<nil>' : path;
}
