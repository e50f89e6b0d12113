import type { ChartDefaults } from '../chart-values/chart-defaults.ts';
import { commentedKeys } from '../chart-values/commented-keys.ts';
import { helmYaml } from '../chart-values/helm-yaml.ts';
import { valueReads } from '../chart-values/value-reads.ts';
import { lenientYaml } from '../lock/lenient-yaml.ts';
import { type ChartFiles, unpackChart } from '../lock/unpack-chart.ts';
import { isMap, type PlainMap } from '../map.ts';

/** What a chart's archive says of its values, those of its subcharts among it. Throws where it is no such archive. */
export async function chartOf(archive: Uint8Array): Promise<ChartDefaults> {
  const files = await withSubcharts(await unpackChart(archive));
  const shared = Object.entries(files).filter(([path]) => /(?:^|\/)templates\/(?:.*\/)?_[^/]*$/.test(path));
  return chartIn(
    files,
    shared.map(([, bytes]) => textOf(bytes)),
  );
}

/** The same files with the archives among its subcharts unpacked beside them. */
async function withSubcharts(files: ChartFiles): Promise<ChartFiles> {
  const all: { [path: string]: Uint8Array } = { ...files };
  for (const [path, bytes] of Object.entries(files)) {
    const [, folder] = /^(charts\/[^/]+)\.t?gz$/.exec(path) ?? [];
    if (folder === undefined) continue;
    const inside = await withSubcharts(await unpackChart(bytes));
    for (const [name, each] of Object.entries(inside)) all[`${folder}/${name}`] = each;
  }
  return all;
}

interface Dependency {
  readonly name?: unknown;
  readonly alias?: unknown;
  readonly condition?: unknown;
  readonly 'import-values'?: unknown;
}

/** `shared` are the named templates of all charts, which any of them may call. */
function chartIn(files: ChartFiles, shared: readonly string[]): ChartDefaults {
  const about = parsed(files['Chart.yaml']);
  const dependencies = dependenciesOf(about, files);
  const valuesText = textOf(files['values.yaml']);
  const schema = lenientYaml(textOf(files['values.schema.json']));
  const own = Object.entries(files).filter(([path]) => path.startsWith('templates/'));
  const isRead = valueReads([...own.map(([, bytes]) => textOf(bytes)), ...shared]);
  const isCommented = commentedKeys(valuesText);
  const conditions = Object.fromEntries(dependencies.map((each) => [keyOf(each), conditionsOf(each)]));
  const isCondition = (path: readonly string[]) =>
    Object.values(conditions)
      .flat()
      .some((each) => isWithin(path, each));
  const imports = dependencies.some((each) => each['import-values'] !== undefined);
  return {
    name: String(about['name']),
    version: String(about['version']),
    subcharts: dependencies.map(keyOf),
    values: parsed(files['values.yaml']),
    ...(isMap(schema) ? { schema } : {}),
    conditions,
    children: childrenOf(dependencies, files, shared),
    // what is imported from subcharts, only their own defaults show
    knows: (path) => imports || isCondition(path) || isCommented(path) || isRead(path),
  };
}

function isWithin(path: readonly string[], condition: string): boolean {
  return `${condition}.`.startsWith(`${path.join('.')}.`);
}

/** Those that it names, and those that only lie in its folder, as Helm takes them. */
function dependenciesOf(about: PlainMap, files: ChartFiles): readonly Dependency[] {
  const named = Array.isArray(about['dependencies']) ? about['dependencies'].filter(isMap) : [];
  const folders = new Set(Object.keys(files).flatMap((path) => /^charts\/([^/]+)\/Chart\.yaml$/.exec(path)?.[1] ?? []));
  const there = [...folders].map((folder) => String(parsed(files[`charts/${folder}/Chart.yaml`])['name']));
  return [...named, ...there.filter((name) => !named.some((each) => each['name'] === name)).map((name) => ({ name }))];
}

function conditionsOf({ condition }: Dependency): readonly string[] {
  return typeof condition === 'string' ? condition.split(',').map((each) => each.trim()) : [];
}

function keyOf({ name, alias }: Dependency): string {
  return String(alias ?? name);
}

function childrenOf(
  dependencies: readonly Dependency[],
  files: ChartFiles,
  shared: readonly string[],
): { readonly [key: string]: ChartDefaults } {
  const folders = new Set(Object.keys(files).flatMap((path) => /^charts\/([^/]+)\/Chart\.yaml$/.exec(path)?.[1] ?? []));
  const all = [...folders].map((folder) => chartIn(below(`charts/${folder}/`, files), shared));
  return Object.fromEntries(
    dependencies.flatMap((dependency) => {
      const found = all.filter(({ name }) => name === dependency.name);
      // several versions of one: which of them is meant, only Helm finds out
      return found.length === 1 && found[0] !== undefined ? [[keyOf(dependency), found[0]] as const] : [];
    }),
  );
}

function below(folder: string, files: ChartFiles): ChartFiles {
  const inside = Object.entries(files).filter(([path]) => path.startsWith(folder));
  return Object.fromEntries(inside.map(([path, bytes]) => [path.slice(folder.length), bytes]));
}

function parsed(bytes: Uint8Array | undefined): PlainMap {
  const value = helmYaml(textOf(bytes));
  return isMap(value) ? value : {};
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}
