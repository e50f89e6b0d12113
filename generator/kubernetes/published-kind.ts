import { customDocument } from '../generated/schemas.js';
import { type CustomSchemas, customSchemas, type PublishedKind } from './custom-schema.ts';

let read: CustomSchemas | undefined;

/** The custom kinds that Plinth carries as their upstreams published them (schema/custom-kinds.index.json says which); read when first asked for. */
export function publishedKinds(): CustomSchemas {
  read ??= customSchemas(customDocument);
  return read;
}

/** A custom kind by API version and kind, such as `cert-manager.io/v1` and `Issuer`, as upstream published it in the version that Plinth installs; undefined where Plinth carries none or an older one. */
export function customSchema(apiVersion: string, kind: string): PublishedKind | undefined {
  const found = publishedKinds().kind(apiVersion, kind);
  return found?.isBehind === true ? undefined : found;
}
