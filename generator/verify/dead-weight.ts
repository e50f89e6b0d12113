import { isDeepStrictEqual } from 'node:util';
import type { ChartDefaults } from '../chart-values/chart-defaults.ts';
import { copiedDefaults } from '../chart-values/copied-defaults.ts';
import { mergedValues } from '../chart-values/merged-values.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { nameOf } from '../lock.ts';
import { isMap, own, type PlainMap, put, valueAt } from '../map.ts';
import type { UsedChart } from './used-charts.ts';

interface Use {
  readonly use: UsedChart;
  readonly defaults: ChartDefaults;
}

/** A warning for each value that a person wrote and that changes nothing wherever it is in effect: the chart, or the component, says the same. */
export function deadWeight(uses: readonly Use[]): readonly Diagnostic[] {
  const found = new Map<string, { readonly path: Path; readonly all: (Diagnostic | undefined)[] }>();
  for (const each of uses) {
    const dead = deadIn(each);
    for (const path of leaves(each.use.written)) {
      const at = each.use.origin(path);
      const key = at.join('\0');
      const known = found.get(key) ?? { path: at, all: [] };
      found.set(key, known);
      const isDead = !each.use.isOverride(path) && dead.some((prefix) => isWithin(path, prefix));
      known.all.push(isDead ? warning(path, each) : undefined);
    }
  }
  return [...found.values()].flatMap(({ all }) => {
    const warnings = all.filter((each) => each !== undefined);
    return warnings.length === all.length ? warnings : [];
  });
}

function warning(path: readonly string[], { use, defaults }: Use): Diagnostic {
  const isDefault = isDeepStrictEqual(valueAt(whole(defaults), ...path), valueAt(use.written, ...path));
  const who = isDefault
    ? `the default of the ${nameOf({ kind: 'chart', ...use.chart })}`
    : `what ${use.user} gives it anyway`;
  return {
    code: 'default-value',
    severity: 'warning',
    message: `\`${path.join('.')}\` is ${who}`,
    hint: 'take it out: it hides what is yours, and keeps the old default when the chart changes it',
    ...(use.component === undefined ? {} : { component: use.component }),
    clusters: [use.cluster],
    path: use.origin(path),
  };
}

/** The places in what was written that say what there would be without them, on every installation. */
function deadIn({ use, defaults }: Use): readonly (readonly string[])[] {
  const each = use.others.map((others) => copiedDefaults(mergedValues(whole(defaults), others), use.written));
  const [first = [], ...rest] = each;
  return first.filter((path) => rest.every((paths) => paths.some((prefix) => isWithin(path, prefix))));
}

/** With the defaults of its subcharts, where the chart's own win. */
function whole({ values, children = {} }: ChartDefaults): PlainMap {
  const all: { [key: string]: unknown } = { ...values };
  for (const [key, child] of Object.entries(children)) {
    const replaced = own(values, key);
    put(all, key, mergedValues(whole(child), isMap(replaced) ? replaced : {}));
  }
  return all;
}

/** Every way to something that is no map with keys. */
function leaves(values: PlainMap, above: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(values).flatMap(([key, value]) =>
    isMap(value) && Object.keys(value).length > 0 ? leaves(value, [...above, key]) : [[...above, key]],
  );
}

function isWithin(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((part, index) => part === path[index]);
}
