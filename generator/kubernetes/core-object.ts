import type { CoreKind } from './core-schema.ts';
import { dnsLabel, dnsSubdomain } from './object-meta.ts';
import type { StructuralSchema } from './structural-schema.ts';

/** The schema of a whole object of a kind of Kubernetes itself, as it may stand in git: with its apiVersion and kind, and with a name by the rules of the kind. */
export function coreObject(
  definition: StructuralSchema,
  {
    apiVersion,
    kind,
    scope,
  }: { readonly apiVersion: string; readonly kind: string; readonly scope: CoreKind['scope'] },
): StructuralSchema {
  const { metadata = {}, ...fields } = definition.properties ?? {};
  const { namespace = {}, ...common } = metadata.properties ?? {};
  const name = names.get(kind) ?? dnsSubdomain;
  return {
    ...definition,
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...(definition.required ?? [])])],
    properties: {
      ...fields,
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata: {
        ...metadata,
        required: ['name'],
        properties: { ...common, name, ...(scope === 'Namespaced' ? { namespace } : {}) },
      },
    },
  };
}

const serviceName: StructuralSchema = { ...dnsLabel, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' };
const pathSegment: StructuralSchema = { type: 'string', minLength: 1, maxLength: 253, pattern: '^[^/%]+$' };

/** Kinds whose names are no DNS subdomains. Source: k8s.io/kubernetes, pkg/apis/<group>/validation. */
const names: ReadonlyMap<string, StructuralSchema> = new Map([
  ['Namespace', dnsLabel],
  ['Service', serviceName],
  ...[
    'Role',
    'ClusterRole',
    'RoleBinding',
    'ClusterRoleBinding',
    'APIService',
    'CertificateSigningRequest',
    'IPAddress',
  ].map((kind) => [kind, pathSegment] as const),
]);
