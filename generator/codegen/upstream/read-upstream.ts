import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { ChartDefaults } from '../../chart-values/chart-defaults.ts';
import { helmYaml } from '../../chart-values/helm-yaml.ts';
import { wholeObject } from '../../kubernetes/custom-kind.ts';
import { type Fields, isFields, type StructuralSchema } from '../../kubernetes/structural-schema.ts';

/** One version of a kind, as a real CustomResourceDefinition has it. */
export interface UpstreamKind {
  /** The file that it stands in. */
  readonly file: string;
  readonly scope: string;
  readonly served: boolean;
  readonly deprecated: boolean;
  /** Of a whole object: apiVersion, kind and metadata as the API server takes them. */
  readonly schema: StructuralSchema;
}

/** A folder `<component>/{crds/*.yaml,Chart.yaml,values.yaml,values.schema.json}`. CRDs are read on demand: parsing all takes minutes. */
export interface Upstream {
  /** How many CRD files there are. */
  readonly crdFiles: number;
  readonly charts: ReadonlyMap<string, ChartDefaults>;
  /** Whether some CRD is of this group. */
  hasGroup(group: string): boolean;
  /** The kind as each component has it that brings it; empty when none does or none has the version. */
  kinds(apiVersion: string, kind: string): readonly UpstreamKind[];
}

/** Opens a folder of CRDs and charts. */
export function readUpstream(folder: string): Upstream {
  const components = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = components.map((entry) => join(folder, entry.name)).sort();
  const crds = folders.flatMap(crdFiles);
  const groups = new Set(
    crds.flatMap(({ text }) => [...text.matchAll(/^ *group: ["']?([\w.-]+)["']?\s*$/gm)].map((match) => match[1])),
  );
  const charts = folders.flatMap(readChart).map((chart) => [chart.name, chart] as const);
  return {
    crdFiles: crds.length,
    charts: new Map(charts),
    hasGroup: (group) => groups.has(group),
    kinds: (apiVersion, kind) => kindsIn(crds, apiVersion, kind),
  };
}

interface CrdFile {
  readonly file: string;
  readonly text: string;
  readonly definitions: () => readonly Fields[];
}

function crdFiles(folder: string): readonly CrdFile[] {
  const crds = join(folder, 'crds');
  if (!existsSync(crds)) return [];
  const files = readdirSync(crds).filter((file) => /\.ya?ml$/.test(file));
  return files.sort().map((file) => crdFile(join(crds, file)));
}

function crdFile(file: string): CrdFile {
  const text = readFileSync(file, 'utf8');
  let known: readonly Fields[] | undefined;
  return {
    file,
    text,
    definitions: () => {
      known ??= parseAllDocuments(text)
        .map((document) => document.toJS() as unknown)
        .filter(isDefinition);
      return known;
    },
  };
}

function isDefinition(document: unknown): document is Fields {
  return isFields(document) && document['kind'] === 'CustomResourceDefinition';
}

function kindsIn(crds: readonly CrdFile[], apiVersion: string, kind: string): readonly UpstreamKind[] {
  const [group = '', version = ''] = apiVersion.split('/');
  const candidates = crds.filter(({ text }) => text.includes(group) && text.includes(kind));
  return candidates.flatMap(({ file, definitions }) =>
    definitions().flatMap((each) => versionOf(file, each, group, version, kind)),
  );
}

interface DefinitionSpec {
  readonly group: string;
  readonly scope: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly {
    readonly name: string;
    readonly served: boolean;
    readonly deprecated?: boolean;
    readonly schema?: { readonly openAPIV3Schema?: StructuralSchema };
  }[];
}

function versionOf(
  file: string,
  definition: Fields,
  group: string,
  version: string,
  kind: string,
): readonly UpstreamKind[] {
  const spec = definition['spec'] as DefinitionSpec;
  const found = spec.versions.find((each) => each.name === version);
  if (spec.group !== group || spec.names.kind !== kind || found === undefined) return [];
  const { served, deprecated = false, schema } = found;
  return [{ file, scope: spec.scope, served, deprecated, schema: wholeObject(schema?.openAPIV3Schema ?? {}) }];
}

function readChart(folder: string): readonly ChartDefaults[] {
  if (!existsSync(join(folder, 'Chart.yaml')) || !existsSync(join(folder, 'values.yaml'))) return [];
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const { name, version, dependencies = [] } = parse(text('Chart.yaml')) as ChartFile;
  const subcharts = dependencies.map((each) => each.alias ?? each.name);
  const chart = { name, version, subcharts, values: (helmYaml(text('values.yaml')) ?? {}) as Fields };
  if (!existsSync(join(folder, 'values.schema.json'))) return [chart];
  return [{ ...chart, schema: JSON.parse(text('values.schema.json')) as Fields }];
}

interface ChartFile {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: readonly { readonly name: string; readonly alias?: string }[];
}
