import type { ErrorObject } from 'ajv';
import { redacted } from '../credential.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { SEALED } from '../sealed.ts';
import { isSecretKey } from '../secret-key.ts';
import { typeHint, typeName } from './type-hint.ts';

type Problem = ErrorObject<string, { readonly [key: string]: unknown }>;

/** Characters of a name that are worth a search for what was meant. */
const LONGEST_NAME = 100;

/** Characters of a value or name in a message. */
const LONGEST_SHOWN = 60;

/** ajv's errors as diagnostics: one per mistake, with the value, what is allowed, and the nearest name. */
export function schemaProblems(errors: readonly ErrorObject[], prefix: Path): readonly Diagnostic[] {
  const unions = (errors as readonly Problem[]).filter(({ keyword }) => keyword === 'oneOf');
  const meant = new Map(unions.map((union) => [union, meantBranch(union, errors as readonly Problem[])] as const));
  // what the branches of a union say is noise beside what the union itself says, but where one of them is meant
  const isNoise = (error: Problem) =>
    meant.get(error) !== undefined ||
    [...meant].some(([union, branch = []]) => isWithin(error, union) && !branch.includes(error));
  // what is wrong with a name is said by `propertyNames` itself
  const shown = (errors as readonly Problem[]).filter(
    (error) => !isNoise(error) && error.propertyName === undefined && error.keyword !== 'if',
  );
  const problems = shown.map((error) =>
    toDiagnostic(error, [...prefix, ...pathOf(error.instancePath)], nameHint(error, errors as readonly Problem[])),
  );
  return withoutMisspelled(withoutRepeated(problems));
}

/** Whether a branch of a union says it, of the same value: one schema holds for many. */
function isWithin({ schemaPath, instancePath }: Problem, union: Problem): boolean {
  return schemaPath.startsWith(`${union.schemaPath}/`) && `${instancePath}/`.startsWith(`${union.instancePath}/`);
}

/** What the one branch of a union says that takes values of this form, where only one does. */
function meantBranch(union: Problem, errors: readonly Problem[]): readonly Problem[] | undefined {
  const branches = new Map<string, Problem[]>();
  for (const error of errors) {
    if (!isWithin(error, union)) continue;
    const [branch = ''] = error.schemaPath.slice(union.schemaPath.length + 1).split('/');
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const isOfForm = (branch: readonly Problem[]) =>
    !branch.some(
      ({ instancePath, keyword }) =>
        instancePath === union.instancePath && !['additionalProperties', 'required', 'propertyNames'].includes(keyword),
    );
  const fitting = [...branches.values()].filter(isOfForm);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function withoutRepeated(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = new Map<string, Diagnostic>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.message, problem.path]);
    if (!first.has(key)) first.set(key, problem);
  }
  return [...first.values()];
}

/** Without options that are missing only because they are misspelled beside. */
function withoutMisspelled(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const meant = new Set(
    problems
      .filter(({ code }) => code === 'unknown-option')
      .map(({ path, hint }) => JSON.stringify([path?.slice(0, -1), hint])),
  );
  const isMeant = ({ path, message }: Diagnostic) =>
    meant.has(JSON.stringify([path, `did you mean \`${message.split('`')[1]}\`?`]));
  return problems.filter((problem) => problem.code !== 'missing-option' || !isMeant(problem));
}

function pathOf(pointer: string): Path {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** What names must look like, as the rule that refuses one has it. */
function nameHint({ keyword, params, instancePath }: Problem, errors: readonly Problem[]): string | undefined {
  if (keyword !== 'propertyNames') return undefined;
  const name = params['propertyName'];
  const rule = errors.find(
    (each) => each.instancePath === instancePath && each.propertyName === name && each.keyword === 'pattern',
  );
  return (rule?.parentSchema as { patternErrorMessage?: string } | undefined)?.patternErrorMessage;
}

function toDiagnostic(error: Problem, path: Path, hint?: string): Diagnostic {
  const { keyword, params } = error;
  if (keyword === 'additionalProperties') return unknownOption(error, path, String(params['additionalProperty']));
  if (keyword === 'required') return missingOption(error, path, String(params['missingProperty']));
  if (keyword === 'propertyNames') return wrongName(hint, path, String(params['propertyName']));
  if (keyword === 'type') return wrongType(error, path);
  if (keyword === 'uniqueItems') return repeatedItem(error, path);
  return { code: 'wrong-value', severity: 'error', path, at: 'value', ...wrongValue(error, path) };
}

function unknownOption(error: Problem, path: Path, name: string): Diagnostic {
  const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
  const near = name.length > LONGEST_NAME ? undefined : didYouMean(name, known);
  const hint = near === undefined ? `known here: ${known.join(', ') || 'nothing'}` : `did you mean \`${near}\`?`;
  return {
    code: 'unknown-option',
    severity: 'error',
    message: `\`${short(name)}\` is not an option${of(path)}`,
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

function wrongName(
  hint = 'lower case letters, digits and dashes, at most 63, beginning and ending with a letter or digit',
  path: Path,
  name: string,
): Diagnostic {
  return {
    code: 'wrong-value',
    severity: 'error',
    message: `\`${short(name)}\` cannot be a name here`,
    hint: `a name has ${hint}`,
    path: [...path, name],
    at: 'key',
  };
}

function wrongType(error: Problem, path: Path): Diagnostic {
  const types = [error.params['type']].flat().filter((type) => type !== 'null') as readonly string[];
  const hint = typeHint(types, error.data, error.parentSchema ?? {}, path);
  return {
    code: 'wrong-type',
    severity: 'error',
    message: `\`${nameOf(path)}\` must be ${types.map(typeName).join(' or ')}, and is ${shown(error.data, path)}`,
    hint,
    path,
    at: 'value',
  };
}

function repeatedItem({ params, data }: Problem, path: Path): Diagnostic {
  const [first, second] = [Number(params['i']), Number(params['j'])].sort((a, b) => a - b) as [number, number];
  const item = [...path, second];
  return {
    code: 'wrong-value',
    severity: 'error',
    message: `\`${nameOf(item)}\` is ${shown((data as readonly unknown[])[second], item)}, and so is \`${nameOf([...path, first])}\``,
    hint: 'no item of this list may stand twice; remove one of the two',
    path: item,
    at: 'value',
  };
}

function wrongValue(error: Problem, path: Path): { message: string; hint?: string } {
  const name = nameOf(path);
  const value = shown(error.data, path);
  const parent = (error.parentSchema ?? {}) as { patternErrorMessage?: string; 'x-expected'?: string };
  if (error.keyword === 'enum')
    return choices(
      path,
      error.data,
      (error.params['allowedValues'] as readonly unknown[]).filter((each) => each !== null),
    );
  if (error.keyword === 'const') return choices(path, error.data, [error.params['allowedValue']]);
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

function choices(path: Path, value: unknown, allowed: readonly unknown[]): { message: string; hint: string } {
  const near =
    typeof value === 'string' && value.length <= LONGEST_NAME ? didYouMean(value, allowed.map(String)) : undefined;
  const list = allowed.map((each) => `\`${String(each)}\``).join(', ');
  return {
    message: `\`${nameOf(path)}\` is ${shown(value, path)}`,
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
  return `${limits[keyword] ?? keyword} ${String(params['limit'] ?? params['multipleOf'] ?? '')}`;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (typeof last === 'number') return `${String(path.at(-2) ?? '')}[${last}]`;
  return short(last ?? 'platform');
}

function of(path: Path, preposition = ' of'): string {
  return path.length === 0 ? '' : `${preposition} \`${path.map((part) => short(String(part))).join('.')}\``;
}

/** A value in a message: short, never a whole structure, and never one whose key says that it is a secret. */
function shown(value: unknown, path: Path): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  if (path.includes(SEALED) || (isSecretKey(String(key)) && typeof value !== 'boolean'))
    return 'a value that is not shown here';
  return `\`${short(JSON.stringify(value) ?? 'nothing', '"')}\``;
}

/** Shortened only when nothing in it looks like a credential any more: half of one would not be recognised. */
function short(text: string, end = ''): string {
  return text.length > LONGEST_SHOWN
    ? `${redacted(text)
        .slice(0, LONGEST_SHOWN - 3)
        .toWellFormed()}…${end}`
    : text;
}
