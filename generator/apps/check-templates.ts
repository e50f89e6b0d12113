import type { NamedService } from '../app.ts';
import type { Finding } from '../component.ts';
import type { Service } from '../generated/options.ts';
import { unknownName } from '../unknown-name.ts';
import { type Part, partsOf } from './template.ts';

type Value = Part & { readonly kind: 'value' };

/** What is wrong with the files of a service that have values of secrets in them; paths begin at the service's block. */
export function* templates({ options }: NamedService): Iterable<Finding> {
  const used = new Set<string>();
  for (const [file, text] of Object.entries(options.templates)) {
    const [path, parts] = [['templates', file], partsOf(text)];
    const values = parts.filter((part): part is Value => part.kind === 'value');
    for (const { secret, key } of values) used.add(`${secret}.${key}`);
    yield* noValue(path, parts, values);
    for (const value of unique(values)) yield* source(path, value, options);
  }
  yield* unused(used, options);
}

function unique(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [`${value.secret}.${value.key}`, value])).values()];
}

function* noValue(path: Finding['path'], parts: readonly Part[], values: readonly Value[]): Iterable<Finding> {
  const wrong = { code: 'wrong-value', severity: 'error', path } as const;
  for (const part of parts)
    if (part.kind === 'wrong')
      yield {
        ...wrong,
        message: `\`${part.text.slice(0, 60)}\` names no value of a secret`,
        hint: 'write `${<secret>.<key>}` for a value, and `$${` for the signs themselves',
      };
  if (values.length > 0 || parts.some(({ kind }) => kind === 'wrong')) return;
  yield { ...wrong, message: 'no value of a secret is in it', hint: 'write it under `files`, which need no agent' };
}

function* source(path: Finding['path'], { secret, key }: Value, { secrets }: Service): Iterable<Finding> {
  const declared = Object.hasOwn(secrets, secret) ? secrets[secret] : undefined;
  const known = Object.keys(secrets);
  if (declared === undefined) {
    const problem = { code: 'unknown-secret', path, message: `there is no secret \`${secret}\` here` } as const;
    if (known.length > 0) yield* unknownName(secret, known, problem);
    else yield { ...problem, severity: 'error', hint: 'name it under `secrets`' };
  } else if (!(declared.keys as readonly string[]).includes(key))
    yield* unknownName(key, declared.keys, {
      code: 'unknown-key',
      path,
      message: `\`${secret}\` has no key \`${key}\``,
    });
  // what is nowhere but in templates, and what comes from GitHub, is asked about this anyway
  else if (declared.delivery !== 'injector' && declared.as !== 'templates' && declared.from !== 'github')
    yield {
      code: 'wrong-value',
      severity: 'error',
      path: ['secrets', secret, 'delivery'],
      message: `a template is written by an agent of Vault, and \`${secret}\` is delivered another way`,
      hint: 'write `delivery: injector`',
    };
}

function* unused(used: ReadonlySet<string>, { secrets }: Service): Iterable<Finding> {
  for (const [name, { keys, as }] of Object.entries(secrets))
    for (const [index, key] of keys.entries())
      if (as === 'templates' && !used.has(`${name}.${key}`))
        yield {
          code: 'unused-secret',
          severity: 'warning',
          path: ['secrets', name, 'keys', index],
          message: `\`${name}.${key}\` is in none of the \`templates\``,
          hint: `write \`\${${name}.${key}}\` where its value belongs, or take it out`,
        };
}
