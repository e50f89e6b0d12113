import type { Engine, Verdict } from 'kubeconform-wasm';
import { Failure } from '../failure.ts';
import { fieldPath } from '../kubernetes/admission.ts';
import { hasRules } from '../kubernetes/cel-rules.ts';
import type { KindLookup } from '../kubernetes/custom-kind.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { fullVersion } from './full-version.ts';

/** What became of the CEL rules of custom kinds. */
export interface RulesVerdict {
  /** How often a rule was asked: once at each place of an object that it is about. */
  readonly evaluated: number;
  /** Rules that ought to be asked and could not be. */
  readonly notEvaluated: number;
  /** Refusals, a sentence each. */
  readonly problems: readonly string[];
}

/** Asks the rules of objects whose structure is right, with the API server's own CEL; the engine is lent only where a kind has rules. */
export async function askRules(
  objects: readonly KubernetesObject[],
  kubernetes: string,
  lookup: KindLookup,
  lend: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>,
): Promise<RulesVerdict> {
  const ruled = objects.filter((object) => isRuled(object, lookup));
  const verdicts = ruled.length === 0 ? [] : await lend((engine) => judge(ruled, kubernetes, lookup, engine));
  const sum = (count: (verdict: Verdict) => number) => verdicts.reduce((total, each) => total + count(each), 0);
  return {
    evaluated: sum(({ rules }) => rules.evaluated),
    notEvaluated: sum(({ rules }) => rules.notEvaluated),
    problems: verdicts.flatMap((verdict) => sentences(verdict, ruled[verdict.object])),
  };
}

function isRuled({ apiVersion, kind }: KubernetesObject, lookup: KindLookup): boolean {
  const schema = lookup(apiVersion, kind)?.schema;
  return schema !== undefined && hasRules(schema);
}

async function judge(
  objects: readonly KubernetesObject[],
  kubernetes: string,
  lookup: KindLookup,
  engine: Engine,
): Promise<readonly Verdict[]> {
  const schemas = Object.fromEntries(
    objects.map(({ apiVersion, kind }) => [`${apiVersion}/${kind}`, { ...lookup(apiVersion, kind)?.schema }]),
  );
  const version = fullVersion(kubernetes);
  const texts = objects.map((object) => JSON.stringify(object));
  const judged = await engine.validate({ objects: texts, kubernetes: version, schemas });
  if (judged.ok) return judged.value;
  // the engine itself failing says nothing about the platform
  throw new Failure(`the engine failed on the rules of custom resources: ${judged.error.message}`);
}

function sentences({ status, message, problems }: Verdict, object: KubernetesObject | undefined): readonly string[] {
  if (status === 'valid' || object === undefined) return [];
  if (problems.length === 0) return [`${describe(object)}: ${message}`];
  return problems.map((each) => `${describe(object)}: \`${fieldPath(keysOf(each.path, object))}\` ${each.message}`);
}

/** The keys of a JSON pointer into an object; digits are an index where there is a list. */
function keysOf(pointer: string, object: unknown): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  let at = object;
  for (const text of pointer.split('/').slice(1)) {
    const name = text.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(at) ? Number(name) : name;
    keys.push(key);
    at = (at as { readonly [key: string]: unknown } | undefined)?.[key];
  }
  return keys;
}
