import { ANYTHING } from '../option-check/anything.ts';
import type { Rule } from '../option-check/rule.ts';
import type { Schema } from './json-schema.ts';
import { type Numbers, stepsOf } from './rule-steps.ts';

/** Makes rules of schemas, each rule once; `definitions` are what they may refer to. An Error for what a rule cannot say as ajv would. */
export function ruleMaker(definitions: { readonly [name: string]: Schema }) {
  const rules: Rule[] = [];
  const byText = new Map<string, number>();
  const byReference = new Map<string, number>();
  const numberOf = (rule: Rule): number => {
    const [only] = rule;
    if (rule.length === 1 && only?.[0] === 'rule') return only[1];
    const text = JSON.stringify(rule);
    const number = byText.get(text) ?? rules.push(rule) - 1;
    byText.set(text, number);
    return number;
  };
  const numbers: Numbers = {
    ruleOf: (schema) => numberOf(typeof schema === 'boolean' ? (schema ? [] : nothing) : stepsOf(schema, numbers)),
    named: (reference) => {
      const known = byReference.get(reference);
      if (known !== undefined) return known;
      // its place comes first, since a definition may refer to itself
      const place = rules.push([]) - 1;
      byReference.set(reference, place);
      rules[place] = stepsOf(definition(reference, definitions), numbers);
      return place;
    },
  };
  if (numberOf([]) !== ANYTHING) throw new Error('the rule that asks nothing has another number');
  return { ruleOf: numbers.ruleOf, rules: rules as readonly Rule[] };
}

const nothing: Rule = [['enum', []]];

function definition(reference: string, definitions: { readonly [name: string]: Schema }): Schema {
  const found = definitions[reference.replace('#/$defs/', '').replaceAll('~1', '/')];
  if (found === undefined) throw new Error(`there is no definition \`${reference}\``);
  return found;
}
