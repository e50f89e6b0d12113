import type { PlainMap } from '../../map.ts';
import { flatten } from './content-of.ts';

/** A host that a chart is told, and where among its values. */
export interface ToldHost {
  readonly host: string;
  readonly place: string;
}

/** The hosts of Ingresses that a chart is told to make; `prefix` begins every place. */
export function toldHosts(values: PlainMap, prefix: string): readonly ToldHost[] {
  const flat = new Map<string, unknown>();
  flatten(values, prefix, flat);
  return [...flat].flatMap(([place, value]) =>
    isHostPlace(place) ? hostsOfValue(value).map((host) => ({ host, place })) : [],
  );
}

function isHostPlace(place: string): boolean {
  return (
    /ingress/i.test(place) && /[.\]](?:host|hosts|hostname|hostnames)(?:\[\w*\](?:\.(?:host|name))?)?$/.test(place)
  );
}

function hostsOfValue(value: unknown): readonly string[] {
  const text = String(value);
  const all = text.startsWith('[') ? (JSON.parse(text) as readonly unknown[]).map(String) : [text];
  return all.filter((each) =>
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(each),
  );
}
