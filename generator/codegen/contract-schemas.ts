import { Failure } from '../failure.ts';
import { annotations, dnsLabel, dnsSubdomain, labels } from '../kubernetes/object-meta.ts';
import type { StructuralSchema } from '../kubernetes/structural-schema.ts';
import { type Contract, type Contracts, kindKey, type Reference, readContracts } from './contracts.ts';
import { mapSubschemas } from './map-subschemas.ts';

/** The complete strict schema of each kind, by `<apiVersion>/<Kind>`: draft-07 without references, read by ajv and by `validateStructural` alike. */
export function contractSchemas(contractsFolder: string): { readonly [kind: string]: StructuralSchema } {
  const { contracts, definitions } = readContracts(contractsFolder);
  return Object.fromEntries(contracts.map((each) => [kindKey(each), contractSchema(each, definitions)]));
}

/** The complete strict schema of one kind, its references resolved. */
export function contractSchema(contract: Contract, definitions: Contracts['definitions']): StructuralSchema {
  return resolved(wholeObject(contract), definitions);
}

/** The schema of a whole object of a contract: with apiVersion, kind and metadata, its references as they are written. */
export function wholeObject(contract: Contract): StructuralSchema {
  const metadata = metadataSchema(contract);
  return {
    description: contract.description,
    type: 'object',
    additionalProperties: false,
    required: ['apiVersion', 'kind', ...(metadata === undefined ? [] : ['metadata']), ...(contract.required ?? [])],
    properties: {
      apiVersion: { const: contract.apiVersion },
      kind: { const: contract.kind },
      ...(metadata === undefined ? {} : { metadata }),
      ...contract.properties,
    },
  };
}

/** What the metadata of a kind must be: a namespace exactly where the kind has one. Undefined for what never reaches a cluster. */
export function metadataSchema({
  scope,
  name,
  finalizers,
}: Pick<Contract, 'scope' | 'name' | 'finalizers'>): StructuralSchema | undefined {
  if (scope === 'Local') return undefined;
  const isNamespaced = scope === 'Namespaced';
  return {
    type: 'object',
    additionalProperties: false,
    required: isNamespaced ? ['name', 'namespace'] : ['name'],
    properties: {
      name: name ?? dnsSubdomain,
      ...(isNamespaced ? { namespace: dnsLabel } : {}),
      labels,
      annotations,
      ...(finalizers === undefined
        ? {}
        : {
            finalizers: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: finalizers, type: 'string' } },
          }),
    },
  };
}

/** A schema with every reference replaced by what it refers to; other keywords beside a reference win over the shape's own. */
function resolved(schema: Reference, definitions: Contracts['definitions']): StructuralSchema {
  const { $ref, ...own } = schema;
  const whole = $ref === undefined ? own : { ...definition($ref, definitions), ...own };
  return mapSubschemas(whole, (inner) => resolved(inner, definitions));
}

function definition($ref: string, definitions: Contracts['definitions']): StructuralSchema {
  const name = $ref.slice('#/$defs/'.length);
  const found = $ref.startsWith('#/$defs/') ? definitions[name] : undefined;
  if (found === undefined) throw new Failure(`no shape ${$ref} among the definitions of the contracts`);
  return resolved(found, definitions);
}
