import { posix } from 'node:path';
import type { ValidateFunction } from 'ajv';
import equal from 'ajv/dist/runtime/equal.js';
import ucs2length from 'ajv/dist/runtime/ucs2length.js';
import type { Component } from '../../component.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { broken } from '../../extension/broken.ts';
import type { CompiledComponent, CompiledExtensions } from '../../extension/compiled-extensions.ts';
import { definitionProblem } from '../../extension/definition-problem.ts';
import { fault, faultOf } from '../../extension/fault.ts';
import { guarded } from '../../extension/guarded.ts';
import { orFault } from '../../extension/or-fault.ts';
import * as plinth from '../../extension/plinth.ts';
import { thrown } from '../../extension/thrown.ts';
import type { LoadedComponent } from '../../extension/with-extensions.ts';
import type { ComponentName } from '../../generated/options.ts';
import { registry } from '../../generated/registry.ts';
import { isMap } from '../../map.ts';
import { ajvCheck } from '../../option-check/ajv-check.ts';
import { validatorName } from '../../option-check/validator-name.ts';
import { type Exports, moduleRunner, runModule } from './extension-modules.ts';

/** Runs the modules of extensions: the components that they define, or what is wrong with them. */
export function loadedComponents(compiled: CompiledExtensions): {
  readonly loaded: readonly LoadedComponent[];
  readonly problems: readonly Diagnostic[];
} {
  const validators = runModule(compiled.validators, 'validators', (name) => ajvRuntime[name]);
  const run = moduleRunner(compiled.modules, plinth);
  const stages = stageIds(compiled);
  const results = compiled.components.map((component) =>
    orFault<LoadedComponent | Diagnostic>(
      () => ({ ...withValidators(component, validators), definition: definitionOf(component, compiled, run, stages) }),
      (problem) => problem,
    ),
  );
  return {
    loaded: results.flatMap((each) => ('definition' in each ? [each] : [])),
    problems: results.flatMap((each) => ('severity' in each ? [each] : [])),
  };
}

/** The pieces of its runtime that ajv's standalone code asks for. */
const ajvRuntime: { readonly [name: string]: unknown } = {
  'ajv/dist/runtime/equal': equal,
  'ajv/dist/runtime/ucs2length': ucs2length,
};

function withValidators({ name, folder, clusterOnly }: CompiledComponent, validators: Exports) {
  const check = (form: 'written' | 'options') => ajvCheck(validators[validatorName(form, name)] as ValidateFunction);
  return { name, folder, clusterOnly, written: check('written'), options: check('options') };
}

/** Every stage that can be needed. */
function stageIds({ components }: CompiledExtensions): readonly string[] {
  const shipped = Object.values(registry.components).flatMap(({ name, stages }) =>
    Object.keys(stages).map((stage) => `${name}/${stage}`),
  );
  return [...shipped, ...components.flatMap(({ name, stages }) => stages.map((stage) => `${name}/${stage}`))];
}

function definitionOf(
  component: CompiledComponent,
  { modules }: CompiledExtensions,
  run: (file: string) => Exports,
  stages: readonly string[],
): Component<ComponentName> {
  const file = posix.join(component.folder, 'component.ts');
  const blame = (error: unknown, what: string) =>
    faultOf(error) === undefined ? fault(thrown(error, what, modules, file)) : (error as Error);
  const definition = exported(() => run(file), blame);
  const problem = definitionProblem(definition, component, stages);
  if (problem === undefined) return guarded(definition as Component<ComponentName>, file, blame);
  const { stage, message, hint } = problem;
  const at = stage === undefined ? file : posix.join(component.folder, 'stages', `${stage}.ts`);
  throw fault(broken(at, message, hint === undefined ? {} : { hint }));
}

/** The one export that looks like a component. */
function exported(run: () => Exports, blame: (error: unknown, what: string) => Error): unknown {
  try {
    return Object.values(run()).find((each) => isMap(each) && 'stages' in each);
  } catch (error) {
    throw blame(error, 'it cannot be run');
  }
}
