import type { ChartValues } from '../component.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { type Objects, valuesIn } from '../objects.ts';
import { oncePerValue } from '../once-per-value.ts';
import type { PlacedObject } from '../placed-objects.ts';
import { type Address, addressesIn } from './addresses-in.ts';
import type { Reference } from './reference.ts';
import { referencesIn, referencesInValues } from './references-in.ts';

/** Something on a cluster that names other things: an object, or the values of one installation of a chart. */
export interface Speaker {
  readonly owner: Pick<PlacedObject, 'component' | 'stage'>;
  /** `Deployment shop/shop`, or the chart's name. */
  readonly name: string;
  readonly object?: KubernetesObject;
  /** Whether a chart that was rendered makes the object. */
  readonly isRendered?: boolean;
  readonly values?: ChartValues;
  /** Where a chart is installed. */
  readonly namespace?: string;
}

/** Everything on a cluster that may name other things, stage by stage, objects before values. */
export function speakersOn(cluster: string, { stages }: Objects): readonly Speaker[] {
  return stages.flatMap(({ component, name: stage, clusters }) => {
    const { objects = [], upstream, rendered } = clusters.get(cluster) ?? {};
    const owner = { component, stage };
    return [
      ...objects.map(
        (object): Speaker => ({ owner, name: describe(object), object, isRendered: rendered?.made(object) === true }),
      ),
      ...valuesIn(upstream).map((values, index): Speaker => {
        const namespace = upstream?.releases?.[index]?.namespace ?? upstream?.namespace ?? '';
        return { owner, name: `${upstream?.chart?.name}`, values, namespace };
      }),
    ];
  });
}

/** What a speaker names. */
export function referencesOf({ object, values, namespace, isRendered }: Speaker): readonly Reference[] {
  if (object === undefined) return referencesInValues(values ?? {}, namespace ?? '');
  const found = referencesInObject(object);
  return isRendered === true ? found.filter((each) => !isUpstreamHabit(each)) : found;
}

/** A StatefulSet whose pods need no names of their own runs without its Service, and charts leave it so. */
function isUpstreamHabit({ path }: Reference): boolean {
  return path.join('.') === 'spec.serviceName';
}

/** The Services that a speaker is told to call. A certificate is for names that nobody calls by it. */
export function addressesOf({ object, values }: Speaker): readonly Address[] {
  return object?.kind === 'Certificate' ? [] : addressesInAny(object ?? values ?? {});
}

const referencesInObject = oncePerValue(referencesIn);
const addressesInAny = oncePerValue((value: object) => addressesIn(value));
