import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Failure } from '../failure.ts';
import type { StructuralSchema } from '../kubernetes/structural-schema.ts';

/** Where objects of a kind live; `Local`: in a file that never reaches a cluster. */
export type Scope = 'Namespaced' | 'Cluster' | 'Local';

/** A strict schema of the fields of one kind that Plinth emits: schema/kubernetes/<group>/<Kind>.yaml. */
export interface Contract {
  /** Below the contracts' folder. */
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: Scope;
  readonly title: string;
  readonly description: string;
  /** What names of this kind look like; a DNS subdomain when absent. */
  readonly name?: StructuralSchema;
  /** The finalizers that an object may carry; none when absent. */
  readonly finalizers?: readonly string[];
  /** Beside apiVersion, kind and metadata. */
  readonly required?: readonly string[];
  readonly properties: { readonly [field: string]: Reference };
}

/** A schema that may refer to a shape of definitions.yaml by `$ref: "#/$defs/<name>"`. */
export type Reference = StructuralSchema & { readonly $ref?: string };

/** Every contract of a folder, sorted by file, and the shapes that they share. */
export interface Contracts {
  readonly contracts: readonly Contract[];
  readonly definitions: { readonly [name: string]: Reference };
}

/** Reads a folder of contracts. A file that does not stand where its group and kind say is a Failure. */
export function readContracts(folder: string): Contracts {
  const definitions = join(folder, 'definitions.yaml');
  return {
    contracts: groupsIn(folder).flatMap((group) => contractsIn(folder, group)),
    definitions: existsSync(definitions) ? (parse(readFileSync(definitions, 'utf8')) as Contracts['definitions']) : {},
  };
}

function groupsIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map((entry) => entry.name).sort();
}

function contractsIn(folder: string, group: string): readonly Contract[] {
  const files = readdirSync(join(folder, group)).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((name) => readContract(folder, `${group}/${name}`));
}

function readContract(folder: string, file: string): Contract {
  const contract = parse(readFileSync(join(folder, file), 'utf8')) as Omit<Contract, 'file'>;
  const place = `${groupFolder(contract.apiVersion)}/${contract.kind}.yaml`;
  if (file !== place)
    throw new Failure(`the contract ${file} is about ${contract.apiVersion} ${contract.kind}`, `name it ${place}`);
  return { file, ...contract };
}

/** The folder of an API version's group: `core` for `v1`, `apps` for `apps/v1`. */
export function groupFolder(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : 'core';
}

/** How the generated code calls a kind: `cert-manager.io/v1/Certificate`, `v1/Namespace`. */
export function kindKey({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${apiVersion}/${kind}`;
}
