import { validatorName } from '../option-check/validator-name.ts';
import type { ComponentFolder } from './folders.ts';
import { clusterOnly, pascal } from './schema.ts';

const camel = (name: string): string => pascal(name).replace(/^./, (letter) => letter.toLowerCase());

/** TypeScript source of the list of all components and their checks; `folder` leads from the generated file to the components. */
export function registrySource(components: readonly ComponentFolder[], folder: string): string {
  const imports = components.map(({ name }) => `import { ${camel(name)} } from '${folder}/${name}/component.ts';`);
  const list = components.map(({ name }) => `  '${name}': ${camel(name)},`);
  const checks = components.map(({ name }) => `  '${name}': check('${validatorName('options', name)}'),`);
  const perCluster = components.map((each) => `  '${each.name}': ${JSON.stringify(clusterOnly(each))},`);
  return [
    '// Generated from the folders of generator/components by `npm run gen`.',
    ...imports,
    "import type { Component } from '../component.ts';",
    "import type { Registry } from '../registry.ts';",
    "import type { ComponentName } from './options.ts';",
    "import { ruleCheck, type Validators } from '../option-check/rule-check.ts';",
    "import { rules } from './rules.ts';",
    '',
    `const components = {\n${list.join('\n')}\n} satisfies { [C in ComponentName]: Component<C> };`,
    '',
    '// a pass cannot wait, so this is no `import()`; the build makes a piece of the program of it',
    "const validators = (): Validators => require('./validators.cjs') as Validators;",
    'const check = (name: string) => ruleCheck(rules, name, validators);',
    '',
    `const options = {\n${checks.join('\n')}\n};`,
    '',
    `const clusterOnly = {\n${perCluster.join('\n')}\n};`,
    '',
    '/** All components that Plinth ships, by name. */',
    "export const registry = { components, platform: check('platform'), app: check('app'), site: check('site'), options, clusterOnly } as unknown as Registry;",
    '',
  ].join('\n');
}

/** TypeScript source of the list of all whole-platform checks. */
export function checksSource(names: readonly string[], folder: string): string {
  return [
    '// Generated from the files of generator/checks by `npm run gen`.',
    ...names.map((name) => `import { ${camel(name)} } from '${folder}/${name}.ts';`),
    "import type { Check } from '../check.ts';",
    '',
    '/** Every check over the whole platform, sorted by name. */',
    `export const checks: readonly Check[] = [${names.map(camel).join(', ')}];`,
    '',
  ].join('\n');
}
