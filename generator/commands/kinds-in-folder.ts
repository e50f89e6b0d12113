import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { type GivenKinds, givenKinds } from '../verify/given-kinds.ts';
import { diskFailure } from '../write/disk-failure.ts';

/** The CRDs in the YAML files of a folder and those below it. A Failure when there are none. */
export function kindsInFolder(folder: string): GivenKinds {
  const given = givenKinds(textsIn(folder));
  if (given !== undefined) return given;
  throw new Failure(`${folder} holds no CustomResourceDefinition`, '`--crds` takes a folder of YAML files.');
}

function textsIn(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file));
    return files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    throw diskFailure('read', folder, error);
  }
}
