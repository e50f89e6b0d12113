import type { ErrorObject, ValidateFunction } from 'ajv';
import { isMap } from '../map.ts';

type Validators = ReadonlyMap<string, ValidateFunction>;

/** A `components` map, whose it is, and the pointer to it. */
interface Place {
  readonly owner: { components: unknown };
  readonly pointer: string;
}

/** Checks a written platform as `shipped` does, which knows Plinth's own components, and the blocks of further ones with their own validators. */
export function writtenValidator(shipped: ValidateFunction, further: Validators): ValidateFunction {
  const check = (value: unknown): boolean => {
    const errors = placesIn(value).reduceRight<() => readonly ErrorObject[]>(
      (rest, place) => () => without(place, further, rest),
      () => {
        shipped(value);
        return (shipped.errors ?? []).map((error) => knowing(error, further));
      },
    )();
    check.errors = errors.length === 0 ? null : [...errors];
    return errors.length === 0;
  };
  check.errors = null as ErrorObject[] | null;
  // what else ajv says of a validator, nothing here asks
  return check as unknown as ValidateFunction;
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
function without({ owner, pointer }: Place, further: Validators, rest: () => readonly ErrorObject[]) {
  const whole = owner.components as { readonly [name: string]: unknown };
  owner.components = Object.fromEntries(Object.entries(whole).filter(([name]) => !further.has(name)));
  const errors = [...rest()];
  owner.components = whole;
  for (const [name, validator] of further) {
    if (!Object.hasOwn(whole, name) || validator(whole[name])) continue;
    errors.push(...(validator.errors ?? []).map((error) => below(error, `${pointer}/${name}`)));
  }
  return errors;
}

function below(error: ErrorObject, pointer: string): ErrorObject {
  return { ...error, instancePath: `${pointer}${error.instancePath}` };
}

/** An unknown component may be a misspelled one of an extension. */
function knowing(error: ErrorObject, further: Validators): ErrorObject {
  if (error.keyword !== 'additionalProperties' || !/^(?:\/clusters\/[^/]*)?\/components$/.test(error.instancePath))
    return error;
  const own = Object.fromEntries([...further.keys()].map((name) => [name, {}]));
  const parent = error.parentSchema ?? {};
  return { ...error, parentSchema: { ...parent, properties: { ...(parent['properties'] as object), ...own } } };
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
