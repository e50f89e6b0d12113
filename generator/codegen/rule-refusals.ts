import type { Rule, Step } from '../option-check/rule.ts';
import { types } from '../option-check/types.ts';

type Rules = readonly Rule[];

/** Throws an Error where rules ask what generator/option-check asks in another way than ajv. */
export function refuse(rules: Rules): void {
  const steps = rules.flat();
  // whether ajv fills in something there depends on how it compiles what a branch refers to
  if (steps.some((step) => step[0] === 'oneOf' && fillsIn(step[1], rules)))
    throw new Error('a schema has `oneOf` without `discriminator`, and a default in a branch');
  if (steps.some((step) => step[0] === 'enum' && step[1].some((each) => typeof each === 'object' && each !== null)))
    throw new Error('a schema has a list or a map in `enum` or `const`');
  if (rules.some((rule) => rule.some(([keyword]) => keyword === 'uniqueItems') && !ofScalars(rule, rules)))
    throw new Error('a schema has `uniqueItems`, and items that may be lists or maps');
}

/** Whether rules, or those that they lead to, have a default. */
function fillsIn(from: readonly number[], rules: Rules): boolean {
  const reached = new Set(from);
  for (const number of reached) for (const below of (rules[number] ?? []).flatMap(rulesIn)) reached.add(below);
  return [...reached].some((number) => rules[number]?.some(([keyword]) => keyword === 'defaults'));
}

function rulesIn(step: Step): readonly number[] {
  if (step[0] === 'oneOf') return step[1];
  if (step[0] === 'entries') return [...Object.values(step[1].known), step[1].others];
  if (step[0] === 'kinds') return Object.values(step[1].rules);
  return step[0] === 'rule' || step[0] === 'items' || step[0] === 'propertyNames' ? [step[1]] : [];
}

function ofScalars(list: Rule, rules: Rules): boolean {
  return list.some((step) => step[0] === 'items' && isScalar(rules[step[1]] ?? [], rules));
}

function isScalar(rule: Rule, rules: Rules): boolean {
  const composed = (types['array'] ?? 0) + (types['object'] ?? 0);
  return rule.some((step) => {
    if (step[0] === 'rule') return isScalar(rules[step[1]] ?? [], rules);
    return step[0] === 'enum' || (step[0] === 'type' && (step[1] & composed) === 0);
  });
}
