import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { Failure } from '../../failure.ts';
import { type Definition, isDefinition } from '../../kubernetes/custom-kind.ts';

/** The CustomResourceDefinitions in a file of YAML, or in all of those in a folder, sorted by the files' names. A Failure when there are none. */
export function definitionsIn(folder: string, place: string): readonly Definition[] {
  const path = join(folder, place);
  const names = statSync(path).isDirectory() ? readdirSync(path).sort() : [''];
  const texts = names.filter((name) => /^$|\.ya?ml$/.test(name)).map((name) => readFileSync(join(path, name), 'utf8'));
  const found = texts.flatMap((text) => documentsIn(text).filter(isDefinition));
  if (found.length > 0) return found;
  throw new Failure(`${place} holds no CustomResourceDefinition`);
}

/** The documents of a stream of YAML, as Go's reader takes them. */
export function documentsIn(text: string): readonly unknown[] {
  return loadAll(text, { schema: YAML11_SCHEMA });
}
