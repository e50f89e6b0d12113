import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pascal } from './schema.ts';

/** `npm run new -- <name>`: a component that compiles and has a fixture, to be filled in. */
const name = process.argv[2] ?? '';
const folder = join('generator/components', name);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
  refuse(`\`${name}\` cannot be the name of a component`, 'npm run new -- my-component');
if (['namespaces', 'apps', 'sandboxes', 'sites'].includes(name))
  refuse(`\`${name}\` is a folder of Plinth's own`, 'choose another name');
if (existsSync(folder)) refuse(`${folder} exists already`, 'choose another name');
for (const [path, text] of skeleton(name)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
process.stdout.write(`${folder} is there. Next:
  1. say what it is in component.ts, and its options in schema.yaml; then npm run gen
  2. write what its stages bring in stages/
  3. UPDATE_FIXTURES=1 npx vitest run test/fixtures.test.ts -t ${name}, and read what it wrote
  4. npm test
`);

function refuse(message: string, hint: string): never {
  process.stderr.write(`plinth: ${message}\n  → ${hint}\n`);
  process.exit(2);
}

function skeleton(component: string): ReadonlyMap<string, string> {
  const constant = pascal(component).replace(/^./, (letter) => letter.toLowerCase());
  return new Map([
    ['component.ts', definition(component, constant)],
    ['stages/install.ts', stage(component)],
    ['schema.yaml', schema(component)],
    ['fixtures/minimal/platform.yaml', platform(component)],
  ]);
}

function definition(component: string, constant: string): string {
  return `import { defineComponent } from '../../component.ts';
import { install } from './stages/install.ts';

/** ${component}: say here what it promises, and where upstream is. */
export const ${constant} = defineComponent({
  name: '${component}',
  summary: 'What ${component} is for, in half a sentence',
  namespace: { name: '${component}', podSecurity: 'restricted' },
  pitfalls: ['What goes wrong with ${component} elsewhere, and how it cannot go wrong here.'],
  stages: { install },
});
`;
}

function stage(component: string): string {
  return `import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';

/** What this stage brings. */
export const install = defineStage('${component}', {
  summary: 'what this stage brings, in a few words',
  resources: ({ options }) => [
    create('v1', 'ConfigMap', {
      metadata: { name: '${component}', namespace: '${component}' },
      data: { greeting: options.greeting },
    }),
  ],
});
`;
}

function schema(component: string): string {
  return `description: What ${component} is for.
properties:
  greeting:
    description: An option; every option must change what is generated.
    type: string
    default: hello
`;
}

function platform(component: string): string {
  return `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  ${component}: {}
`;
}
