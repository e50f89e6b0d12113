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
  /** The same with the object that each is about; `sentence` does not name it. */
  readonly refusals: readonly Refusal[];
}

interface Refusal {
  readonly object: KubernetesObject;
  readonly sentence: string;
  readonly problem: string;
}

/** Hands out an engine for as long as some work takes. */
export type LendEngine = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;

/** Asks the rules of objects whose structure is right, with the API server's own CEL; the engine is lent only where a kind has rules. */
export async function askRules(
  objects: readonly KubernetesObject[],
  kubernetes: string,
  lookup: KindLookup,
  lend: LendEngine,
): Promise<RulesVerdict> {
  const ruled = objects.filter((object) => isRuled(object, lookup));
  const verdicts = ruled.length === 0 ? [] : await lend((engine) => judge(ruled, kubernetes, lookup, engine));
  const sum = (count: (verdict: Verdict) => number) => verdicts.reduce((total, each) => total + count(each), 0);
  const refusals = verdicts.flatMap((verdict) => refusalsIn(verdict, ruled[verdict.object]));
  return {
    evaluated: sum(({ rules }) => rules.evaluated),
    notEvaluated: sum(({ rules }) => rules.notEvaluated),
    problems: refusals.map(({ problem }) => problem),
    refusals,
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

function refusalsIn({ status, message, problems }: Verdict, object: KubernetesObject | undefined): readonly Refusal[] {
  if (status === 'valid' || object === undefined) return [];
  const sentences =
    problems.length === 0
      ? [message]
      : problems.map((each) => `\`${fieldPath(keysOf(each.path, object))}\` ${each.message}`);
  return sentences.map((sentence) => ({ object, sentence, problem: `${describe(object)}: ${sentence}` }));
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
