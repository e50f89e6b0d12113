import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toJsonSchema } from '../../generator/kubernetes/json-schema.ts';
import { kindSchema } from '../../generator/kubernetes/kind-schema.ts';

/** What kubeconform says to an object: whether it takes it, and why not. */
export interface Opinion {
  readonly accepts: boolean;
  readonly message: string;
}

/** Asks the real kubeconform about objects, one file each, with the schemas of some kinds as Plinth has them for a minor version of Kubernetes. */
export function kubeconform(
  program: string,
  objects: readonly object[],
  kinds: readonly (readonly [apiVersion: string, kind: string])[],
  minor: string,
): readonly Opinion[] {
  const root = mkdtempSync(join(tmpdir(), 'plinth-kubeconform-'));
  try {
    writeSchemas(join(root, 'schemas'), kinds, minor);
    mkdirSync(join(root, 'objects'));
    for (const [index, object] of objects.entries())
      writeFileSync(join(root, 'objects', `${index}.json`), JSON.stringify(object));
    return opinions(program, root, objects.length);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function writeSchemas(folder: string, kinds: readonly (readonly [string, string])[], minor: string): void {
  for (const [name, schema] of Object.entries(jsonSchemas(kinds, minor))) {
    const file = join(
      folder,
      `${name.slice(0, name.lastIndexOf('/'))}${name.slice(name.lastIndexOf('/')).toLowerCase()}.json`,
    );
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(schema));
  }
}

/** The JSON Schemas of kinds as Plinth has them for a minor version of Kubernetes, by `<apiVersion>/<kind>`. */
export function jsonSchemas(
  kinds: readonly (readonly [apiVersion: string, kind: string])[],
  minor: string,
): { readonly [kind: string]: { readonly [keyword: string]: unknown } } {
  const found = kinds.map(
    ([apiVersion, kind]) => [`${apiVersion}/${kind}`, kindSchema(minor, apiVersion, kind)] as const,
  );
  return Object.fromEntries(
    found.flatMap(([name, each]) => ('schema' in each ? [[name, toJsonSchema(each.schema)]] : [])),
  );
}

interface Report {
  readonly resources: readonly { readonly filename: string; readonly status: string; readonly msg: string }[];
}

function opinions(program: string, root: string, count: number): readonly Opinion[] {
  const template = join(root, 'schemas', '{{ .Group }}/{{ .ResourceAPIVersion }}', '{{ .ResourceKind }}.json');
  const core = join(root, 'schemas', '{{ .ResourceAPIVersion }}', '{{ .ResourceKind }}.json');
  const words = [
    '-schema-location',
    template,
    '-schema-location',
    core,
    '-output',
    'json',
    '-verbose',
    join(root, 'objects'),
  ];
  const run = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const { resources } = JSON.parse(run.stdout) as Report;
  const found = new Map(
    resources.map(({ filename, status, msg }) => [filename, { accepts: status === 'statusValid', message: msg }]),
  );
  return Array.from({ length: count }, (_, index) => {
    const opinion = found.get(join(root, 'objects', `${index}.json`));
    if (opinion === undefined) throw new Error(`kubeconform says nothing about object ${index}: ${run.stderr}`);
    return opinion;
  });
}
