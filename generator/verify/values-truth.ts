import type { ChartDefaults } from '../chart-values/chart-defaults.ts';
import { type ValueProblem, valuesProblems } from '../chart-values/values-problems.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { digest } from '../digest.ts';
import { artefactId, nameOf } from '../lock.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { chartOf } from './chart-of.ts';
import { deadWeight } from './dead-weight.ts';
import { hasOwnAt, type UsedChart, usedCharts } from './used-charts.ts';
import type { VerifyHost } from './verify-host.ts';

/** Holds the values of every locked chart at hand against the chart: what its schema refuses is an error, what it does not know, takes for something else or says anyway a warning; at the key that a person wrote, else at the chart's version. */
export async function valuesTruth(
  { objects, model }: { readonly objects: Objects; readonly model: Model },
  registry: Registry,
  host: Pick<VerifyHost, 'locked' | 'recall'>,
): Promise<readonly Diagnostic[]> {
  const uses = usedCharts(objects, model, registry);
  const known = new Map<string, Promise<ChartDefaults>>();
  const found: Diagnostic[] = [];
  const copies: { readonly use: UsedChart; readonly defaults: ChartDefaults }[] = [];
  for (const use of uses) {
    const { repository, name, version } = use.chart;
    const artefact = { kind: 'chart', repository, name, version } as const;
    const bytes = host.locked(artefact);
    if (bytes === undefined) continue;
    const id = artefactId(artefact);
    const read = () => known.get(id) ?? remember(known, id, chartOf(bytes.bytes));
    const problems = await host.recall(digest('values', bytes.sha256, use.values), async () =>
      onAll(await Promise.all(use.values.map(async (values) => valuesProblems(await read(), values)))),
    );
    const isTheirs = ({ path }: ValueProblem) => use.isPinned || hasOwnAt(use.written, path);
    found.push(...problems.filter(isTheirs).map((each) => diagnosticOf(each, use)));
    if (Object.keys(use.written).length > 0) copies.push({ use, defaults: await read() });
  }
  return [...found, ...deadWeight(copies)];
}

function remember<V>(known: Map<string, V>, id: string, value: V): V {
  known.set(id, value);
  return value;
}

/** Each once, whichever installation has it. */
function onAll(problems: readonly (readonly ValueProblem[])[]): readonly ValueProblem[] {
  return [...new Map(problems.flat().map((each) => [`${each.kind} ${each.path.join('\0')}`, each])).values()];
}

const codes = { refused: 'refused-value', unknown: 'unknown-value', mistyped: 'mistyped-value' } as const;

function diagnosticOf({ kind, path, message, near }: ValueProblem, use: UsedChart): Diagnostic {
  const isWritten = hasOwnAt(use.written, path);
  const name = nameOf({ kind: 'chart', ...use.chart });
  const says = message.replace(/; did you mean .*$/, '').replace('this chart', `the ${name}`);
  const what = path.length === 0 ? `the values of the ${name}` : `\`${path.join('.')}\``;
  const whose =
    kind === 'refused' ? `, as the schema of the ${name} says` : kind === 'mistyped' ? ` in the ${name}` : '';
  return {
    code: codes[kind],
    severity: kind === 'refused' ? 'error' : 'warning',
    message: `${what} ${says}${whose}`,
    hint: hintOf(kind, near, isWritten),
    ...(use.component === undefined ? {} : { component: use.component }),
    clusters: [use.cluster],
    path: isWritten ? use.origin(path) : use.versionAt,
  };
}

function hintOf(kind: ValueProblem['kind'], near: string | undefined, isWritten: boolean): string {
  if (!isWritten)
    return 'Plinth writes it for the version that it knows: another `version` may help; else please report it';
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return kind === 'unknown'
    ? 'look for it in the values.yaml of that version, or take it out'
    : 'the values.yaml of that version shows what it takes';
}

/** The same findings without Helm's own words about values that are reported at their own place. */
export function withoutRefusals(findings: readonly Diagnostic[], values: readonly Diagnostic[]): readonly Diagnostic[] {
  const refused = values.filter(({ code }) => code === 'refused-value');
  const isSaid = ({ message, path = [] }: Diagnostic) =>
    message.includes("values don't meet the specifications of the schema") &&
    refused.some(({ component, path: at = [] }) => path.includes(component ?? at[1] ?? ''));
  return findings.filter((each) => !isSaid(each));
}
