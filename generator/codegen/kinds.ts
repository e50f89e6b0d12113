import { compile } from 'json-schema-to-typescript';
import { Failure } from '../failure.ts';
import type { StructuralSchema } from '../kubernetes/structural-schema.ts';
import { metadataSchema, wholeObject } from './contract-schemas.ts';
import { type Contract, groupFolder, kindKey, type Reference, readContracts } from './contracts.ts';
import { mapSubschemas } from './map-subschemas.ts';
import { readonlyTypes } from './readonly-types.ts';

/** TypeScript source: a read-only interface for each contract and shared shape, the table `Kinds` of them by `<apiVersion>/<Kind>`, and each kind's scope. */
export async function kindTypes(contractsFolder: string): Promise<string> {
  const { contracts, definitions } = readContracts(contractsFolder);
  const names = typeNames(contracts);
  const kinds = contracts.map((each) => [names.get(each) ?? each.kind, kindSchema(each)] as const);
  const shapes = Object.entries(definitions).map(([name, schema]) => [capital(name), schema] as const);
  const types = namedOnce([...metadataTypes(), ...shapes, ...kinds]);
  const $defs = Object.fromEntries(types.map(([name, schema]) => [name, typed(schema)]));
  const source = await compile({ ...kindTable(contracts, names), $defs } as never, 'Kinds', style);
  return `${banner}${readonlyTypes(withoutOrigins(source))}\n${scopeTable(contracts)}`;
}

const banner = '// Generated from schema/kubernetes by `npm run gen`.\n\n';

const style = {
  bannerComment: '',
  additionalProperties: false,
  unreachableDefinitions: true,
  ignoreMinAndMaxItems: true,
  unknownAny: true,
  style: { singleQuote: true, printWidth: 120 },
} as const;

/** Kinds that groups share are called by group and kind, all of them. */
function typeNames(contracts: readonly Contract[]): ReadonlyMap<Contract, string> {
  const isShared = (contract: Contract) =>
    contracts.some((other) => other !== contract && other.kind === contract.kind);
  return new Map(contracts.map((each) => [each, isShared(each) ? qualified(each) : each.kind]));
}

function qualified({ apiVersion, kind }: Contract): string {
  return `${groupFolder(apiVersion).split(/[.-]/).map(capital).join('')}${kind}`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function namedOnce<T>(types: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const names = types.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Failure(`two types of the contracts would be called ${twice}`, 'rename the shape in definitions.yaml');
  return types;
}

function metadataTypes(): readonly (readonly [string, Reference])[] {
  const schema = (scope: 'Namespaced' | 'Cluster') => metadataSchema({ scope }) ?? {};
  return [
    [
      'NamespacedMetadata',
      { description: 'What an object in a namespace says about itself.', ...schema('Namespaced') },
    ],
    ['ClusterMetadata', { description: 'What an object without a namespace says about itself.', ...schema('Cluster') }],
  ];
}

/** The whole object; its metadata by reference to the type of its scope, unless it may carry finalizers. */
function kindSchema(contract: Contract): Reference {
  const whole = wholeObject(contract);
  if (contract.scope === 'Local' || contract.finalizers !== undefined) return whole;
  const metadata: Reference = { $ref: `#/$defs/${contract.scope}Metadata` };
  return { ...whole, properties: { ...whole.properties, metadata } };
}

/** What of a schema makes a type: what TypeScript has no form for is left out, references call the type by its name, an object without fields takes none. */
function typed(schema: Reference): StructuralSchema {
  const { propertyNames, minItems, maxItems, $ref, ...rest } = schema;
  if ($ref !== undefined) return { $ref: $ref.replace(/[^/]+$/, capital) } as Reference;
  if (rest.properties === undefined) return mapSubschemas(rest, typed);
  if (Object.keys(rest.properties).length === 0) return { tsType: 'Record<string, never>' } as StructuralSchema;
  const { oneOf, anyOf, allOf, not, ...fields } = rest;
  return mapSubschemas(fields, typed);
}

function kindTable(contracts: readonly Contract[], names: ReadonlyMap<Contract, string>): Reference {
  const reference = (contract: Contract): Reference => ({ $ref: `#/$defs/${names.get(contract)}` });
  return {
    description: 'Every kind that Plinth emits, by API version and kind.',
    type: 'object',
    properties: Object.fromEntries(contracts.map((each) => [kindKey(each), reference(each)])),
    required: contracts.map(kindKey),
  };
}

/** Without the sentences in which the library says where each type came from. */
function withoutOrigins(source: string): string {
  const origin =
    /(?: \*\n)? \* This interface was referenced by `Kinds`'s JSON-Schema\n \* via the `definition` "[^"]*"\.\n/g;
  return source.replace(origin, '').replace(/\/\*\*\n \*\/\n/g, '');
}

function scopeTable(contracts: readonly Contract[]): string {
  const lines = contracts.map((each) => `  '${kindKey(each)}': '${each.scope}',`);
  return [
    '/** Where objects of each kind live; `Local`: in a file that never reaches a cluster. */',
    `export const scopes = {\n${lines.join('\n')}\n} as const;\n`,
  ].join('\n');
}
