import type { ComponentFolder } from '../codegen/folders.ts';
import type { Schema } from '../codegen/json-schema.ts';
import { clusterOnly, componentSchema, effectiveSchema } from '../codegen/schema.ts';
import { isMap } from '../map.ts';

/** TypeScript declarations that add components of extensions to those that `plinth` knows: their options after validation, their stages. */
export function optionTypes(components: readonly ComponentFolder[], definitions: Schema): string {
  const lines = (text: (component: ComponentFolder) => string) =>
    components.map((each) => `    '${each.name}': ${text(each)};\n`).join('');
  const options = lines((each) => typeOf(effectiveSchema(componentSchema(each)), definitions, '    '));
  const stages = lines((each) => union(each.stages));
  const onlyCluster = lines((each) => union(clusterOnly(each)));
  return `// Made by \`plinth schema --types\` from the schemas of the components; make it again when one changes.
import type {} from 'plinth';

declare module 'plinth' {
  interface ComponentOptions {
${options}  }
  interface StageOf {
${stages}  }
  interface ClusterOnly {
${onlyCluster}  }
}
`;
}

function union(values: readonly unknown[]): string {
  return values.length === 0 ? 'never' : [...new Set(values.map(literal))].join(' | ');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : JSON.stringify(value);
}

function typeOf(schema: unknown, definitions: Schema, indent: string): string {
  if (!isMap(schema)) return 'unknown';
  const { $ref: reference, enum: values, oneOf, anyOf, type } = schema;
  if (typeof reference === 'string') {
    const { [reference.replace('#/$defs/', '')]: definition, ...others } = definitions;
    // without itself, so that a definition that names itself ends
    return typeOf(effectiveSchema(definition), others, indent);
  }
  if (Array.isArray(values)) return union(values);
  if ('const' in schema) return literal(schema['const']);
  const forms = [oneOf, anyOf].find(Array.isArray);
  if (forms !== undefined) return forms.map((form) => typeOf(form, definitions, indent)).join(' | ');
  if (Array.isArray(type))
    return type.map((each) => typeOf({ ...schema, type: each }, definitions, indent)).join(' | ');
  return plainType(String(type), schema, definitions, indent);
}

const scalars: ReadonlyMap<string, string> = new Map([
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['integer', 'number'],
  ['number', 'number'],
  ['null', 'null'],
]);

function plainType(type: string, schema: Schema, definitions: Schema, indent: string): string {
  if (type === 'array') return `ReadonlyArray<${typeOf(schema['items'], definitions, indent)}>`;
  if (type === 'object') return objectType(schema, definitions, indent);
  return scalars.get(type) ?? 'unknown';
}

function objectType(schema: Schema, definitions: Schema, indent: string): string {
  const { properties, additionalProperties, required } = schema;
  const inner = `${indent}  `;
  const lines = Object.entries(isMap(properties) ? properties : {}).map(([name, option]) => {
    const isGiven = Array.isArray(required) && required.includes(name);
    return `${comment(option, inner)}${inner}readonly ${key(name)}${isGiven ? '' : '?'}: ${typeOf(option, definitions, inner)};\n`;
  });
  const others = additionalProperties === undefined || additionalProperties === true ? {} : additionalProperties;
  const value = typeOf(others, definitions, inner);
  if (others !== false && lines.length === 0) return `{ readonly [name: string]: ${value} }`;
  return `{\n${lines.join('')}${indent}}`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function comment(option: unknown, indent: string): string {
  const description = isMap(option) ? option['description'] : undefined;
  return typeof description === 'string' ? `${indent}/** ${description.trim().replaceAll('*/', '*\\/')} */\n` : '';
}
