import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { type Fields, isFields } from '../../kubernetes/structural-schema.ts';

/** A document of a generated file. */
export interface TreeObject {
  readonly file: string;
  readonly object: Fields & { readonly apiVersion: string; readonly kind: string };
}

/** A chart as a kustomization inflates it; without values when the file that it names is missing. */
export interface TreeChart {
  readonly kustomization: string;
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly values?: Fields;
}

/** What is in the generated folders, all paths below the root. */
export interface Tree {
  readonly objects: readonly TreeObject[];
  readonly charts: readonly TreeChart[];
  /** `values.yaml` files that no kustomization names. */
  readonly strayValues: readonly string[];
}

/** Reads `kustomize/` and `clusters/` below a root: objects are all documents with apiVersion and kind, except patches, values and what is for Omni. */
export function readTree(root: string): Tree {
  const files = ['kustomize', 'clusters'].flatMap((folder) => yamlFiles(root, folder));
  const kustomizations = files.filter(isKustomization).map((file) => ({ file, content: read(root, file) }));
  const charts = kustomizations.flatMap(({ file, content }) => chartsOf(root, file, content));
  const values = new Set(charts.map(({ file }) => file));
  const patches = new Set(
    kustomizations.flatMap(({ file, content }) => pathsOf(content, 'patches').map((path) => beside(file, path))),
  );
  const others = files.filter((file) => !patches.has(file) && !values.has(file));
  const stray = others.filter((file) => file.endsWith('/values.yaml'));
  return {
    charts,
    strayValues: stray,
    objects: others.filter((file) => !stray.includes(file)).flatMap((file) => objectsIn(root, file)),
  };
}

function yamlFiles(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/\/(charts|omni)\//.test(file))
    .sort();
}

function isKustomization(file: string): boolean {
  return file.endsWith('/kustomization.yaml');
}

function read(root: string, file: string): unknown {
  return parse(readFileSync(join(root, file), 'utf8'));
}

function beside(file: string, path: string): string {
  return normalize(join(dirname(file), path));
}

function listOf(content: unknown, field: string): readonly Fields[] {
  const list = isFields(content) ? content[field] : undefined;
  return Array.isArray(list) ? list.filter(isFields) : [];
}

function pathsOf(content: unknown, field: string): readonly string[] {
  return listOf(content, field).flatMap(({ path }) => (typeof path === 'string' ? [path] : []));
}

function chartsOf(root: string, kustomization: string, content: unknown): readonly TreeChart[] {
  return listOf(content, 'helmCharts').map(({ name, version, valuesFile }) => {
    const file = beside(kustomization, String(valuesFile ?? 'values.yaml'));
    const chart = { kustomization, name: String(name), version: String(version), file };
    if (existsSync(join(root, file))) return { ...chart, values: (read(root, file) ?? {}) as Fields };
    return valuesFile === undefined ? { ...chart, values: {} } : chart;
  });
}

function objectsIn(root: string, file: string): readonly TreeObject[] {
  const documents = parseAllDocuments(readFileSync(join(root, file), 'utf8'));
  return documents
    .map((document) => document.toJS() as unknown)
    .filter(isObject)
    .map((object) => ({ file, object }));
}

function isObject(value: unknown): value is TreeObject['object'] {
  return isFields(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}
