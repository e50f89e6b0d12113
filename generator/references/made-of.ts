import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';

/** Something that is there, as far as others can refer to it. */
export interface Thing {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** The keys of a Secret or ConfigMap, where they are known. */
  readonly keys?: readonly string[];
  /** The ports of a Service, by number and by name, where they are known. */
  readonly ports?: readonly (number | string)[];
}

type Fields = { readonly [field: string]: unknown };

/** What a controller makes of an object under a name that the object says. */
export function madeOf({ kind, metadata: { name, namespace }, ...rest }: KubernetesObject): readonly Thing[] {
  const spec = (rest as { readonly spec?: Fields }).spec ?? {};
  const secret = (named: unknown, keys?: readonly string[]): readonly Thing[] =>
    typeof named !== 'string'
      ? []
      : [{ group: '', kind: 'Secret', name: named, ...at(namespace), ...(keys === undefined ? {} : { keys }) }];
  switch (kind) {
    case 'Certificate':
      return secret(spec['secretName']);
    case 'VaultSecret': {
      const output = isMap(spec['output']) ? spec['output'] : {};
      return secret(output['name'], Object.keys((output['stringData'] ?? {}) as object));
    }
    case 'ExternalSecret':
      return secret(isMap(spec['target']) ? (spec['target']['name'] ?? name) : name);
    case 'SealedSecret':
      // which keys it must have, its component says
      return secret(name);
    case 'DataVolume':
      return [{ group: '', kind: 'PersistentVolumeClaim', name, ...at(namespace) }];
    default:
      return [];
  }
}

function at(namespace: string | undefined): { namespace?: string } {
  return namespace === undefined ? {} : { namespace };
}
