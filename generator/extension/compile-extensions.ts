import { posix } from 'node:path';
import { editorSchema } from '../codegen/editor-schema.ts';
import type { Schema } from '../codegen/json-schema.ts';
import { clusterOnly } from '../codegen/schema.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { definitions } from '../generated/definitions.js';
import { commonJs } from './common-js.ts';
import type { CompiledComponent, CompiledExtensions } from './compiled-extensions.ts';
import { type ExtensionComponent, extensionComponents } from './extension-components.ts';
import type { ExtensionSource } from './extension-source.ts';
import { validatorsOf } from './validators.ts';

/** From the files of a platform's extensions to what can be run: schema, validators, modules. `shipped` are the names of Plinth's own components. Nothing of them is run yet. */
export function compileExtensions(
  sources: readonly ExtensionSource[],
  shipped: readonly string[],
): { readonly compiled?: CompiledExtensions; readonly diagnostics: readonly Diagnostic[] } {
  const { components, diagnostics: misplaced } = extensionComponents(sources, shipped);
  const transformed = sources.map((source) => commonJs(source));
  const diagnostics = [...misplaced, ...transformed.flatMap((each) => each.diagnostics)];
  if (hasErrors(diagnostics)) return { diagnostics };
  const shown = shownSchemas(components);
  const compiled = {
    components: components.map((each) => compiledComponent(each, shown[`components/${each.name}`] ?? {})),
    modules: Object.fromEntries(transformed.flatMap(({ modules }) => modules)),
    validators: validatorsOf(components, definitions()),
  };
  return { compiled, diagnostics };
}

/** The schemas of their blocks, as editors read them. */
function shownSchemas(components: readonly ExtensionComponent[]): { readonly [name: string]: Schema } {
  const base = { properties: { components: {}, apps: {}, sites: {} }, $defs: definitions() };
  return editorSchema(base, components).$defs as { readonly [name: string]: Schema };
}

function compiledComponent(component: ExtensionComponent, shown: Schema): CompiledComponent {
  const { name, extension, stages } = component;
  return {
    name,
    folder: posix.join(extension, name),
    stages,
    clusterOnly: clusterOnly(component),
    shown,
  };
}
