import type { ErrorObject } from 'ajv';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';

type Problem = ErrorObject<string, { readonly [key: string]: unknown }>;

/** ajv's errors as diagnostics: one per mistake, with the value, what is allowed, and the nearest name. */
export function schemaProblems(errors: readonly ErrorObject[], prefix: Path): readonly Diagnostic[] {
  const unions = errors.filter(({ keyword }) => keyword === 'oneOf');
  // what the branches of a union say is noise beside what the union itself says
  const inUnion = (error: ErrorObject) =>
    unions.some((union) => union !== error && error.schemaPath.startsWith(`${union.schemaPath}/`));
  // what is wrong with a name is said by `propertyNames` itself
  const shown = (errors as readonly Problem[]).filter(
    (error) => !inUnion(error) && error.propertyName === undefined && error.keyword !== 'if',
  );
  const problems = shown.map((error) => toDiagnostic(error, [...prefix, ...pathOf(error.instancePath)]));
  return problems.filter(isFirstOf).filter((problem) => !isMisspelled(problem, problems));
}

function isFirstOf(problem: Diagnostic, index: number, all: readonly Diagnostic[]): boolean {
  const same = (other: Diagnostic) =>
    other.message === problem.message && other.path?.join('/') === problem.path?.join('/');
  return all.findIndex(same) === index;
}

/** Whether an option is missing only because it is misspelled beside. */
function isMisspelled({ code, message, path }: Diagnostic, all: readonly Diagnostic[]): boolean {
  if (code !== 'missing-option') return false;
  const name = message.split('`')[1];
  const sibling = (other: Diagnostic) => other.path?.slice(0, -1).join('/') === path?.join('/');
  return all.some(
    (other) => other.code === 'unknown-option' && sibling(other) && other.hint === `did you mean \`${name}\`?`,
  );
}

function pathOf(pointer: string): Path {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function toDiagnostic(error: Problem, path: Path): Diagnostic {
  const { keyword, params } = error;
  if (keyword === 'additionalProperties') return unknownOption(error, path, String(params['additionalProperty']));
  if (keyword === 'required') return missingOption(error, path, String(params['missingProperty']));
  if (keyword === 'propertyNames') return wrongName(error, path, String(params['propertyName']));
  if (keyword === 'type') return wrongType(error, path);
  return { code: 'wrong-value', severity: 'error', path, at: 'value', ...wrongValue(error, path) };
}

function unknownOption(error: Problem, path: Path, name: string): Diagnostic {
  const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
  const near = didYouMean(name, known);
  const hint = near === undefined ? `known here: ${known.join(', ') || 'nothing'}` : `did you mean \`${near}\`?`;
  return {
    code: 'unknown-option',
    severity: 'error',
    message: `\`${name}\` is not an option${of(path)}`,
    hint,
    path: [...path, name],
    at: 'key',
  };
}

function missingOption(error: Problem, path: Path, name: string): Diagnostic {
  const schema = ((error.parentSchema?.['properties'] ?? {}) as { [name: string]: { description?: string } })[name];
  const hint = schema?.description === undefined ? `add \`${name}:\`` : `add \`${name}:\` — ${schema.description}`;
  return {
    code: 'missing-option',
    severity: 'error',
    message: `\`${name}\` is missing${of(path, ' in')}`,
    hint,
    path,
    at: 'key',
  };
}

function wrongName(error: Problem, path: Path, name: string): Diagnostic {
  const schema = (error.schema ?? {}) as { patternErrorMessage?: string };
  const hint =
    schema.patternErrorMessage ??
    'lower case letters, digits and dashes, at most 63, beginning and ending with a letter or digit';
  return {
    code: 'wrong-value',
    severity: 'error',
    message: `\`${name}\` cannot be a name here`,
    hint: `a name has ${hint}`,
    path: [...path, name],
    at: 'key',
  };
}

const articles: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  object: 'a map',
  array: 'a list',
};

function wrongType(error: Problem, path: Path): Diagnostic {
  const types = [error.params['type']].flat().filter((type) => type !== 'null') as readonly string[];
  const wanted = types.map((type) => articles[type] ?? type).join(' or ');
  const hint = typeHint(types, error.data);
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `\`${nameOf(path)}\` must be ${wanted}, and is ${shown(error.data)}`,
    ...(hint === undefined ? {} : { hint }),
    path,
    at: 'value',
  };
}

function typeHint(types: readonly string[], value: unknown): string | undefined {
  if (types.includes('boolean') && typeof value === 'string')
    return 'YAML 1.2 has only `true` and `false`, without quotes';
  if (types.includes('string') && typeof value === 'number') return `put it in quotes: "${value}"`;
  if (types.includes('array') && typeof value !== 'object') return `write it as a list: [${String(value)}]`;
  if (/^(integer|number)$/.test(types[0] ?? '') && typeof value === 'string') return 'write it without quotes';
  return undefined;
}

function wrongValue(error: Problem, path: Path): { message: string; hint?: string } {
  const name = nameOf(path);
  const value = shown(error.data);
  const parent = (error.parentSchema ?? {}) as { patternErrorMessage?: string; 'x-expected'?: string };
  if (error.keyword === 'enum')
    return choices(
      name,
      error.data,
      (error.params['allowedValues'] as readonly unknown[]).filter((each) => each !== null),
    );
  if (error.keyword === 'const') return choices(name, error.data, [error.params['allowedValue']]);
  if (error.keyword === 'pattern')
    return {
      message: `\`${name}\` is ${value}`,
      hint: `it must be ${parent.patternErrorMessage ?? `of the form ${error.params['pattern']}`}`,
    };
  if (error.keyword === 'oneOf')
    return {
      message: `\`${name}\` is ${value}`,
      hint: `it must be ${parent['x-expected'] ?? 'one of the documented forms'}`,
    };
  if (error.keyword === 'discriminator') return discriminator(error, name);
  return { message: `\`${name}\` is ${value}`, hint: `it must ${limit(error)}` };
}

function choices(name: string, value: unknown, allowed: readonly unknown[]): { message: string; hint: string } {
  const near = typeof value === 'string' ? didYouMean(value, allowed.map(String)) : undefined;
  const list = allowed.map((each) => `\`${String(each)}\``).join(', ');
  return {
    message: `\`${name}\` is ${shown(value)}`,
    hint: near === undefined ? `allowed: ${list}` : `did you mean \`${near}\`? Allowed: ${list}`,
  };
}

function discriminator(error: Problem, name: string): { message: string; hint: string } {
  const tag = String(error.params['tag']);
  const branches = (error.parentSchema?.['oneOf'] ?? []) as readonly {
    properties?: { [key: string]: { const?: unknown } };
  }[];
  const allowed = branches.map((branch) => `\`${String(branch.properties?.[tag]?.const)}\``);
  return { message: `\`${name}\` has no known \`${tag}\``, hint: `\`${tag}:\` is one of ${allowed.join(', ')}` };
}

const limits: Readonly<Record<string, string>> = {
  minimum: 'be at least',
  maximum: 'be at most',
  minLength: 'have a length of at least',
  maxLength: 'have a length of at most',
  minItems: 'have an item count of at least',
  maxItems: 'have an item count of at most',
  minProperties: 'have a number of entries of at least',
  multipleOf: 'be a multiple of',
};

function limit({ keyword, params }: Problem): string {
  if (keyword === 'uniqueItems')
    return `not repeat an item (items ${String(params['j'])} and ${String(params['i'])} are equal)`;
  return `${limits[keyword] ?? keyword} ${String(params['limit'] ?? params['multipleOf'] ?? '')}`;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (typeof last === 'number') return `${String(path.at(-2) ?? '')}[${last}]`;
  return last ?? 'platform';
}

function of(path: Path, preposition = ' of'): string {
  return path.length === 0 ? '' : `${preposition} \`${path.join('.')}\``;
}

/** A value in a message: short, and never a whole structure. */
function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value) ?? 'nothing';
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…"` : text}\``;
}
