import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Schema } from './json-schema.ts';

/**
 * The hand-written part of the schema: schema/base.yaml, with the definitions of schema/app.yaml and schema/site.yaml among its own. An app that is
 * one service has that service's options itself, and a site has those of an app that it names.
 */
export function baseSchema(folder: string): Schema {
  const base = read(join(folder, 'base.yaml'));
  const { app, ...shapes } = read(join(folder, 'app.yaml')) as { readonly [name: string]: Schema };
  const service = shapes['service'] as Schema;
  const properties = { ...(service.properties as object), ...(app?.properties as object) };
  const whole = { ...app, properties };
  const { site, ...ofSites } = read(join(folder, 'site.yaml')) as { readonly [name: string]: Schema };
  const $defs = { ...(base.$defs as object), ...shapes, ...ofSites, app: whole, site: siteSchema(site ?? {}, whole) };
  return { ...base, $defs };
}

/** What a site has as apps have it is said of apps alone; it comes first, as there. */
function siteSchema({ 'x-as-app': shared, ...site }: Schema, { properties }: Schema): Schema {
  const ofApp = properties as { readonly [option: string]: Schema };
  const same = Object.fromEntries((shared as readonly string[]).map((option) => [option, ofApp[option]]));
  return { ...site, properties: { ...same, ...(site.properties as object) } };
}

function read(file: string): Schema {
  return parse(readFileSync(file, 'utf8')) as Schema;
}
