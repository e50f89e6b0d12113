import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { filesIn } from '../../generator/codegen/files-in.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';

/** A CustomResourceDefinition, as far as the harness reads it. */
export type Definition = KubernetesObject & {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string }[];
  };
};

/** The real CRDs of a folder, by `<group>/<Kind>`. Nobody converts between versions here, so a webhook that would is left out. */
export function realDefinitions(folder: string): ReadonlyMap<string, Definition> {
  const files = filesIn(folder).filter((file) => /(^|\/)crds\/.*\.ya?ml$/.test(file));
  const all = files.sort().flatMap((file) => definitionsIn(readFileSync(join(folder, file), 'utf8')));
  const found = new Map<string, Definition>();
  for (const each of all) {
    const key = `${each.spec.group}/${each.spec.names.kind}`;
    if (!found.has(key)) found.set(key, each);
  }
  return found;
}

function definitionsIn(text: string): readonly Definition[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Definition | null)
    .filter((each) => each !== null && each.kind === 'CustomResourceDefinition')
    .map((each) => withoutWebhook(each as Definition));
}

function withoutWebhook({ apiVersion, kind, metadata: { name, labels }, spec }: Definition): Definition {
  const { conversion: _, ...rest } = spec as Definition['spec'] & { readonly conversion?: object };
  return {
    apiVersion,
    kind,
    metadata: { name, ...(labels && { labels }), ...approved(spec.group) },
    spec: rest,
  };
}

/** What the API server asks of groups of Kubernetes itself. */
function approved(group: string): object {
  if (!group.endsWith('.k8s.io')) return {};
  return { annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes/kubernetes' } };
}

/** A CRD that takes anything, for a kind whose real one is not at hand. */
export function anyDefinition(
  group: string,
  versions: readonly string[],
  kind: string,
  scope: string,
  plural: string = pluralOf(kind),
): Definition {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const served = versions.map((name, index) => ({
    name,
    served: true,
    storage: index === 0,
    subresources: { status: {} },
    schema,
  }));
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, ...approved(group) },
    spec: {
      group,
      scope,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      versions: served,
    },
  } as Definition;
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`.replace(/ss$/, 'sses').replace(/([^aeo])ys$/, '$1ies');
}
