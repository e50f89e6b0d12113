import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { schemaViolations } from '../../chart-values/values-schema.ts';
import { type Fields, isFields } from '../../kubernetes/structural-schema.ts';
import { type Finding, finding } from './finding.ts';

/** How many patches of the machine config were checked, the clusters whose Talos has no schema in the folder, and what is wrong. */
export interface PatchChecks {
  readonly checked: number;
  readonly without: readonly string[];
  readonly findings: readonly Finding[];
}

/** Checks each patch in `clusters/<cluster>/omni/` below `root` by Talos' own schema: `<folder>/talos/config.schema.v<version>.json`, of the cluster's minor version. */
export function checkPatches(folder: string, root: string): PatchChecks {
  const schemas = readSchemas(join(folder, 'talos'));
  const clusters = templates(root).map((each) => ({ ...each, schema: schemas.get(minor(each.talos)) }));
  const known = clusters.flatMap(({ folder: place, schema }) =>
    schema === undefined ? [] : patchFiles(place).map((path) => ({ path, schema })),
  );
  return {
    checked: known.length,
    without: clusters.filter(({ schema }) => schema === undefined).map(({ name, talos }) => `${name} (${talos})`),
    findings: known.flatMap(({ path, schema }) => patchFindings(relative(root, path), path, schema)),
  };
}

/** By minor version: `1.13`. */
function readSchemas(folder: string): ReadonlyMap<string, Fields> {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(
    files.flatMap((file) => {
      const [, version] = /^config\.schema\.v(.+)\.json$/.exec(file) ?? [];
      if (version === undefined) return [];
      return [[minor(version), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fields] as const];
    }),
  );
}

function minor(version: string): string {
  return version.replace(/^v/, '').split('.').slice(0, 2).join('.');
}

function templates(
  root: string,
): readonly { readonly name: string; readonly folder: string; readonly talos: string }[] {
  const clusters = existsSync(join(root, 'clusters')) ? readdirSync(join(root, 'clusters')).sort() : [];
  return clusters.flatMap((name) => {
    const folder = join(root, 'clusters', name, 'omni');
    const file = join(folder, 'cluster-template.yaml');
    if (!existsSync(file)) return [];
    const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((each) => each.toJS() as unknown);
    const cluster = documents.filter(isFields).find(({ kind }) => kind === 'Cluster');
    const talos = isFields(cluster?.['talos']) ? String(cluster['talos']['version']) : '';
    return [{ name, folder, talos }];
  });
}

function patchFiles(folder: string): readonly string[] {
  return ['machines', 'patches']
    .map((part) => join(folder, part))
    .filter((part) => existsSync(part))
    .flatMap((part) =>
      readdirSync(part)
        .sort()
        .map((file) => join(part, file)),
    );
}

/** A partial document: nothing in Talos' schema is required of the one without a kind. */
function patchFindings(file: string, path: string, schema: Fields): readonly Finding[] {
  const patch = parse(readFileSync(path, 'utf8')) as Fields;
  const definition = definitionOf(patch['kind'], schema);
  if (definition === undefined) return [{ file, path: 'kind', message: `Talos has no ${String(patch['kind'])}` }];
  const { $schema, $defs } = schema;
  return schemaViolations({ $schema, $defs, $ref: `#/$defs/${definition}` }, patch).map((each) => finding(file, each));
}

function definitionOf(kind: unknown, { $defs }: Fields): string | undefined {
  if (kind === undefined) return 'v1alpha1.Config';
  const definitions = isFields($defs) ? Object.entries($defs) : [];
  return definitions.find(([, each]) => kindsOf(each).includes(kind))?.[0];
}

function kindsOf(definition: unknown): readonly unknown[] {
  const properties = isFields(definition) ? definition['properties'] : undefined;
  const kind = isFields(properties) ? properties['kind'] : undefined;
  if (!isFields(kind)) return [];
  return Array.isArray(kind['enum']) ? kind['enum'] : [kind['const']];
}
