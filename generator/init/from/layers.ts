import type { PlainMap } from '../../map.ts';
import { flatten } from './content-of.ts';
import { merged } from './texts.ts';

/** Values of a chart, and the file that they stand in. */
export interface Layer {
  readonly file: string;
  readonly values: PlainMap;
}

/** What a chart is told by several layers, a later one over an earlier one. */
export function valuesOf(layers: readonly Layer[]): PlainMap {
  return layers.reduce<PlainMap>((under, { values }) => merged(under, values) as PlainMap, {});
}

/** The file that says a value: the last layer that has it; undefined where none does. */
export function fileOf(layers: readonly Layer[], path: string): string | undefined {
  return layers.findLast(({ values }) => {
    const flat = new Map<string, unknown>();
    flatten(values, ' ', flat);
    return flat.has(` ${path}`);
  })?.file;
}

/** The files of the layers that say anything. */
export function filesOf(layers: readonly Layer[]): readonly string[] {
  return [...new Set(layers.filter(({ values }) => Object.keys(values).length > 0).map(({ file }) => file))];
}
