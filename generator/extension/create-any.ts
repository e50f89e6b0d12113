import type { KubernetesObject, ObjectMetadata } from '../kubernetes/object.ts';
import type { Yaml } from '../yaml.ts';

/** An object of any kind as it is written; its fields are for the schemas of the cluster to check, not for types. */
export function createAny(
  apiVersion: string,
  kind: string,
  {
    metadata,
    ...fields
  }: { readonly metadata: ObjectMetadata; readonly [field: string]: Yaml | ObjectMetadata | undefined },
): KubernetesObject {
  const object = { apiVersion, kind, metadata, ...fields };
  return object;
}
