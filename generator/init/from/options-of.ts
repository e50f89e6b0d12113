import { isMap, own, type PlainMap } from '../../map.ts';

/** An option that one scalar, or one list of scalars, answers. */
export interface OpenOption {
  readonly path: readonly string[];
  readonly isClusters: boolean;
  /** What the option may be, where there are few. */
  readonly choices?: readonly unknown[];
  /** A value that hardly stands anywhere by chance, and that the option takes. */
  readonly mark?: unknown;
  admits(value: unknown): boolean;
}

/** What every component has, and is told elsewhere. */
const common = ['enabled', 'version', 'values', 'delivery', 'onRemoval'];

/** The options of a component, as far as a scalar or a choice answers them; `schema` is that of platform.yaml. */
export function openOptions(schema: PlainMap, component: string): readonly OpenOption[] {
  const components = own(own(schema, 'properties') as PlainMap, 'components') as PlainMap;
  const block = resolved(own(own(components, 'properties') as PlainMap, component), schema);
  return inside(block, [], false, schema).filter(({ path }) => !common.includes(path[0] ?? ''));
}

function inside(
  block: PlainMap,
  path: readonly string[],
  isClusters: boolean,
  schema: PlainMap,
): readonly OpenOption[] {
  const properties = own(block, 'properties');
  if (!isMap(properties)) return [];
  return Object.keys(properties).flatMap((name) => {
    const option = resolved(own(properties, name), schema);
    const ofCluster = isClusters || own(option, 'x-scope') === 'cluster';
    const here = [...path, name];
    const open = openOption(option, here, ofCluster, schema);
    return open === undefined ? inside(option, here, ofCluster, schema) : [open];
  });
}

function openOption(
  option: PlainMap,
  path: readonly string[],
  isClusters: boolean,
  schema: PlainMap,
): OpenOption | undefined {
  const choices = choicesOf(option);
  if (choices !== undefined) return { path, isClusters, choices, admits: (value) => choices.includes(value) };
  const type = typeOf(option);
  if (type === 'array') {
    const items = resolved(own(option, 'items'), schema);
    const mark = markOf(items);
    if (mark === undefined) return undefined;
    return {
      path,
      isClusters,
      mark: [mark],
      admits: (value) => Array.isArray(value) && value.length > 0 && value.every((each) => admits(items, each)),
    };
  }
  if (type !== 'string' && type !== 'integer') return undefined;
  const mark = markOf(option);
  return { path, isClusters, ...(mark === undefined ? {} : { mark }), admits: (value) => admits(option, value) };
}

/** Whether it is or is not, or one of a list; the kind of a union is one. `null`, which goes back to the default, is nothing that a folder says. */
function choicesOf(option: PlainMap): readonly unknown[] | undefined {
  if (typeOf(option) === 'boolean') return [true, false];
  const list = own(option, 'enum');
  return Array.isArray(list) ? list.filter((each) => each !== null) : undefined;
}

/** The schema is that of what is merged over defaults, where everything may be `null`. */
function typeOf(option: PlainMap): unknown {
  const type = own(option, 'type');
  return Array.isArray(type) ? type.find((each) => each !== 'null') : type;
}

const marks: readonly unknown[] = [
  'probe-7431',
  'probe.example.net',
  'probe@example.net',
  '7431Mi',
  '7431s',
  '743d',
  '743h',
  'v7.4.31',
  '7.4.31',
  '/probe/folder',
  '7 4 3 1 *',
  'https://probe.example.net',
  '10.74.31.0/24',
  '/dev/disk/by-id/probe-7431',
];

function markOf(option: PlainMap): unknown {
  const list = own(option, 'enum');
  if (Array.isArray(list)) return list.filter((each) => each !== null).at(-1);
  if (typeOf(option) === 'integer') {
    const [least, most] = [own(option, 'minimum'), own(option, 'maximum')];
    return Math.max(Number(least ?? 0), Math.min(Number(most ?? 7431), 7431));
  }
  return marks.find((each) => admits(option, each));
}

function admits(option: PlainMap, value: unknown): boolean {
  const list = own(option, 'enum');
  if (Array.isArray(list)) return value !== null && list.includes(value);
  if (typeOf(option) === 'integer') {
    const [least, most] = [own(option, 'minimum'), own(option, 'maximum')];
    return Number.isInteger(value) && Number(value) >= Number(least ?? 0) && Number(value) <= Number(most ?? 1e9);
  }
  if (typeOf(option) !== 'string' || typeof value !== 'string') return false;
  const pattern = own(option, 'pattern');
  const longest = Number(own(option, 'maxLength') ?? 1000);
  return value.length <= longest && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value));
}

/** A schema with its reference followed; what stands beside the reference wins. */
function resolved(value: unknown, schema: PlainMap): PlainMap {
  if (!isMap(value)) return {};
  const reference = own(value, '$ref');
  if (typeof reference !== 'string') return value;
  const name = reference.slice('#/$defs/'.length).replaceAll('~1', '/').replaceAll('~0', '~');
  return { ...resolved(own(own(schema, '$defs') as PlainMap, name), schema), ...value };
}
