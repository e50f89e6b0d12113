import type { ComponentName } from '../../generated/options.ts';
import { own, type PlainMap } from '../../map.ts';
import type { ClusterSource, Collected, Place } from './cluster-source.ts';
import {
  type Content,
  chartKey,
  contentOf,
  flatten,
  flattenObject,
  type Surroundings,
  valuesKey,
} from './content-of.ts';
import { withoutCredentials } from './credentials.ts';
import { fitOptions } from './fit-options.ts';
import type { KnownOptions } from './known-options.ts';
import { fileOf } from './layers.ts';
import { openOptions } from './options-of.ts';

/** The options of a component that fit its charts and objects, begun from those that are known; what the charts are told beside is collected. */
export function fittingComponent(
  component: ComponentName,
  known: KnownOptions,
  places: readonly Place[],
  around: Surroundings,
  source: ClusterSource,
  { rest }: Collected,
): PlainMap {
  const content = sourceContent(places, source);
  const begun = ['host', 'issuer'].reduce(
    (options, name) => unlessUsual(component, options, name, around),
    known.options,
  );
  const fit = fitOptions(component, begun, openOptions(source.schema, component), content, around);
  const said = new Set([...known.said, ...fit.left]);
  for (const { stage, use } of places) {
    const told = (path: string, why: string) =>
      void rest.push({ file: fileOf(use.layers, path) ?? use.file, what: `chart ${use.name}: ${path}`, why });
    for (const path of withoutCredentials(use.values).leftOut)
      told(path, 'it looks like a credential, which belongs into Vault');
    const key = valuesKey(stage);
    for (const [place, value] of content)
      if (place.startsWith(key) && fit.content.get(place) !== value && !said.has(place))
        told(place.slice(key.length), 'no option says it');
  }
  return fit.options;
}

function sourceContent(places: readonly Place[], { objects }: ClusterSource): Content {
  const content = new Map<string, unknown>();
  for (const { stage, use } of places) {
    content.set(chartKey(stage), use.name);
    flatten(withoutCredentials(use.values).value, valuesKey(stage), content);
  }
  for (const { object } of objects) flattenObject(object, content);
  return content;
}

/** Options without one that changes nothing. */
function unlessUsual(component: ComponentName, options: PlainMap, name: string, around: Surroundings): PlainMap {
  if (own(options, name) === undefined) return options;
  const { [name]: _, ...others } = options;
  const [whole, without] = [options, others].map((each) => JSON.stringify([...contentOf(component, each, around)]));
  return whole === without ? others : options;
}
