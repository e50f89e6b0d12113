import type { ErrorObject } from 'ajv';
import { isMap } from '../map.ts';
import type { OptionCheck } from '../option-check.ts';

type Checks = ReadonlyMap<string, OptionCheck>;

/** A `components` map, whose it is, and the pointer to it. */
interface Place {
  readonly owner: { components: unknown };
  readonly pointer: string;
}

/** Checks a written platform as `shipped` does, which knows Plinth's own components, and the blocks of further ones with their own checks. */
export function writtenCheck(shipped: OptionCheck, further: Checks): OptionCheck {
  const errors = (value: unknown) =>
    placesIn(value).reduceRight<() => readonly ErrorObject[]>(
      (rest, place) => () => without(place, further, rest),
      () => shipped.errors(value).map((error) => knowing(error, further)),
    )();
  return { errors, completes: (value) => errors(value).length === 0 };
}

function placesIn(value: unknown): readonly Place[] {
  if (!isMap(value)) return [];
  const clusters = isMap(value['clusters']) ? Object.entries(value['clusters']) : [];
  const all = [
    { owner: value, pointer: '/components' },
    ...clusters.map(([name, owner]) => ({ owner, pointer: `/clusters/${escaped(name)}/components` })),
  ];
  return all.filter(({ owner }) => isMap(owner) && isMap(owner['components'])) as unknown as readonly Place[];
}

/** Does the rest while the further blocks are not there, and checks those by themselves. */
function without({ owner, pointer }: Place, further: Checks, rest: () => readonly ErrorObject[]) {
  const whole = owner.components as { readonly [name: string]: unknown };
  owner.components = Object.fromEntries(Object.entries(whole).filter(([name]) => !further.has(name)));
  const errors = [...rest()];
  owner.components = whole;
  for (const [name, check] of further) {
    if (!Object.hasOwn(whole, name)) continue;
    errors.push(...check.errors(whole[name]).map((error) => below(error, `${pointer}/${name}`)));
  }
  return errors;
}

function below(error: ErrorObject, pointer: string): ErrorObject {
  return { ...error, instancePath: `${pointer}${error.instancePath}` };
}

/** An unknown component may be a misspelled one of an extension. */
function knowing(error: ErrorObject, further: Checks): ErrorObject {
  if (error.keyword !== 'additionalProperties' || !/^(?:\/clusters\/[^/]*)?\/components$/.test(error.instancePath))
    return error;
  const own = Object.fromEntries([...further.keys()].map((name) => [name, {}]));
  const parent = error.parentSchema ?? {};
  return { ...error, parentSchema: { ...parent, properties: { ...(parent['properties'] as object), ...own } } };
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
