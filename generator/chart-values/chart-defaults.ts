import type { PlainMap } from '../map.ts';

/** A chart as far as its values go. */
export interface ChartDefaults {
  readonly name: string;
  readonly version: string;
  /** The keys under which the values of its subcharts stand. */
  readonly subcharts: readonly string[];
  readonly values: PlainMap;
  /** The JSON Schema of its values, where it has one. */
  readonly schema?: PlainMap;
  /** Those of its subcharts that are at hand, by the key of their values. */
  readonly children?: { readonly [key: string]: ChartDefaults };
  /** The values that switch a subchart on, by its key; the first that is there counts. */
  readonly conditions?: { readonly [key: string]: readonly string[] };
  /** Whether a template, a condition of a subchart or a comment among the defaults speaks of a key; asked only of those that neither defaults nor schema have. */
  readonly knows?: (path: readonly string[]) => boolean;
}
