import type { ValidateFunction } from 'ajv';
import type { OptionCheck } from '../option-check.ts';
import { ajvCheck } from './ajv-check.ts';
import { ANYTHING } from './anything.ts';
import { fillings } from './fillings.ts';
import { holdsAll } from './question.ts';
import type { Rule, RuleTable, Step } from './rule.ts';

/** ajv's functions by their name. */
export type Validators = { readonly [name: string]: ValidateFunction };

/**
 * The check that a table has under a name. It only says yes or no: what is wrong, ajv's function of the same name says of the same block, and
 * has the last word. `validators` gives it; that is asked only when something is wrong, since there is much to load.
 */
export function ruleCheck({ rules, named }: RuleTable, name: string, validators: () => Validators): OptionCheck {
  const rule = rules[named[name] ?? -1] as Rule;
  const completes = (block: unknown, but: readonly string[] = []): boolean => {
    const { fill, undo } = fillings();
    const isValid = holdsAll(but.length === 0 ? rule : without(rule, but), block, { rules, fill });
    if (!isValid) undo();
    return isValid;
  };
  const errors = (block: unknown) =>
    completes(block) ? [] : ajvCheck(validators()[name] as ValidateFunction).errors(block);
  return { completes, errors };
}

/** A rule that asks nothing of some options. */
function without(rule: Rule, options: readonly string[]): Rule {
  const left = (names: readonly string[]) => names.filter((name) => !options.includes(name));
  return rule.map((step): Step => {
    if (step[0] === 'required') return ['required', left(step[1])];
    if (step[0] !== 'entries') return step;
    const { known, others } = step[1];
    return ['entries', { known: { ...known, ...Object.fromEntries(options.map((name) => [name, ANYTHING])) }, others }];
  });
}
