import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Failure } from '../failure.ts';
import type { Schema } from './json-schema.ts';

/** A component as its folder shows it; what it does is in its component.ts. */
export interface ComponentFolder {
  readonly name: string;
  readonly directory: string;
  readonly schema: Schema;
  /** The files of `stages/`, sorted: their names are the stages' names. */
  readonly stages: readonly string[];
  /** `*.hbs` in the folder itself, as name → text; the name is `<component>/<file without .hbs>`. */
  readonly templates: ReadonlyMap<string, string>;
}

/** Every component below a folder, sorted by name. A folder without its parts is a Failure that says which is missing. */
export function componentFolders(directory: string): readonly ComponentFolder[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => componentFolder(name, join(directory, name)));
}

function componentFolder(name: string, directory: string): ComponentFolder {
  for (const part of ['component.ts', 'schema.yaml', 'stages']) {
    if (!existsSync(join(directory, part)))
      throw new Failure(`the component ${name} has no ${part}`, `see docs/guides/add-a-component.md`);
  }
  const stages = readdirSync(join(directory, 'stages'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));
  return {
    name,
    directory,
    schema: parse(readFileSync(join(directory, 'schema.yaml'), 'utf8')) as Schema,
    stages: stages.sort(),
    templates: templatesIn(directory, name),
  };
}

/** `*.hbs` directly in a folder, as `<prefix>/<file without .hbs>` → text. */
export function templatesIn(directory: string, prefix: string): ReadonlyMap<string, string> {
  const files = existsSync(directory)
    ? readdirSync(directory)
        .filter((file) => file.endsWith('.hbs'))
        .sort()
    : [];
  return new Map(files.map((file) => [`${prefix}/${file.slice(0, -4)}`, readFileSync(join(directory, file), 'utf8')]));
}
