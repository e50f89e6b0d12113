import { compile } from 'json-schema-to-typescript';
import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';
import { clusterOnly, componentSchema, effectiveSchema, pascal } from './schema.ts';

/** TypeScript source: every option as it is after validation, the names of components and stages, and which options only a cluster answers. */
export async function optionTypes(base: Schema, components: readonly ComponentFolder[]): Promise<string> {
  const { $defs, ...platform } = base as { $defs: Schema } & Schema;
  const own = Object.fromEntries(components.map((each) => [`${each.name}-options`, componentSchema(each)]));
  const root = { ...platform, title: 'PlatformText', $defs: { ...$defs, ...own } };
  const interfaces = await compile(effectiveSchema(root) as never, 'PlatformText', {
    bannerComment: '// Generated from schema/*.yaml and generator/components/*/schema.yaml by `npm run gen`.',
    additionalProperties: false,
    unreachableDefinitions: true,
    format: false,
  });
  return `${interfaces}\n${names(components)}`;
}

function names(components: readonly ComponentFolder[]): string {
  const line = (text: (component: ComponentFolder) => string) => components.map((each) => `  ${text(each)}`).join('\n');
  const union = (values: readonly string[]) =>
    values.length === 0 ? 'never' : values.map((value) => `'${value}'`).join(' | ');
  return [
    '/** The options of each component, as they are after validation. */',
    `export interface ComponentOptions {\n${line(({ name }) => `'${name}': ${pascal(name)}Options;`)}\n}`,
    '/** The stages of each component. */',
    `export interface StageOf {\n${line(({ name, stages }) => `'${name}': ${union(stages)};`)}\n}`,
    '/** The options of each component that only a cluster can answer. */',
    `export interface ClusterOnly {\n${line((each) => `'${each.name}': ${union(clusterOnly(each))};`)}\n}`,
    'export type ComponentName = keyof ComponentOptions;',
    'export type StageId = { [C in ComponentName]: `${C}/${StageOf[C]}` }[ComponentName];',
    '',
  ].join('\n');
}
