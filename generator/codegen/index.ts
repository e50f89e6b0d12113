import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { atlasPageSource, atlasPageTypes } from './atlas-page.ts';
import { baseSchema } from './base-schema.ts';
import { definitionsSource, definitionsTypes } from './definitions.ts';
import { editorSchema } from './editor-schema.ts';
import { componentFolders, templatesIn } from './folders.ts';
import { kindTypes } from './kinds.ts';
import { optionTypes } from './options.ts';
import { checksSource, registrySource } from './registry.ts';
import { rulesSource, ruleTable } from './rules.ts';
import { schemasSource, schemasTypes } from './schemas-source.ts';
import { templatesSource, templateTypes } from './templates.ts';
import { validatorCode } from './validators.ts';

/** Where the sources of the code generation are. */
export interface Folders {
  /** Holds `schema/` and `generator/`. */
  readonly root: string;
  readonly components: string;
}

/** From folders to generated files, as path below `root` → text: the schema, the types, the validators, the registry. */
export async function codegen({ root, components }: Folders): Promise<ReadonlyMap<string, string>> {
  const base = baseSchema(join(root, 'schema'));
  const folders = componentFolders(components);
  const checks = namesIn(join(root, 'generator/checks'));
  const templates = new Map([
    ...templatesIn(join(root, 'generator/render'), 'render'),
    ...folders.flatMap((each) => [...each.templates]),
  ]);
  const generated = (name: string) => `generator/generated/${name}`;
  return new Map([
    ['schema/platform.schema.json', `${JSON.stringify(editorSchema(base, folders), null, 2)}\n`],
    [generated('options.ts'), await optionTypes(base, folders)],
    [generated('kinds.ts'), await kindTypes(join(root, 'schema/kubernetes'))],
    [generated('schemas.js'), schemasSource(join(root, 'schema'))],
    [generated('schemas.d.ts'), schemasTypes],
    [generated('definitions.js'), definitionsSource(base)],
    [generated('definitions.d.ts'), definitionsTypes],
    [generated('rules.ts'), rulesSource(ruleTable(base, folders))],
    [generated('validators.cjs'), validatorCode(base, folders)],
    [generated('registry.ts'), registrySource(folders, '../components')],
    [generated('checks.ts'), checksSource(checks, '../checks')],
    [generated('templates.js'), templatesSource(templates)],
    [generated('templates.d.ts'), templateTypes([...templates.keys()])],
    [generated('atlas-page.js'), await atlasPageSource(join(root, 'generator/atlas-page'))],
    [generated('atlas-page.d.ts'), atlasPageTypes],
  ]);
}

function namesIn(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort();
}
