import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Schema } from './json-schema.ts';

/** The hand-written part of the schema: schema/base.yaml, with the definitions of schema/app.yaml among its own. An app that is one service has that service's options itself. */
export function baseSchema(folder: string): Schema {
  const base = read(join(folder, 'base.yaml'));
  const { app, ...shapes } = read(join(folder, 'app.yaml')) as { readonly [name: string]: Schema };
  const service = shapes['service'] as Schema;
  const properties = { ...(service.properties as object), ...(app?.properties as object) };
  return { ...base, $defs: { ...(base.$defs as object), ...shapes, app: { ...app, properties } } };
}

function read(file: string): Schema {
  return parse(readFileSync(file, 'utf8')) as Schema;
}
