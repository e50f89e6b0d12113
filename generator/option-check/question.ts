import { keywords } from './keywords.ts';
import type { Asked, Rule, Step } from './rule.ts';

/** One block being held against its rule. */
export interface Question {
  readonly rules: readonly Rule[];
  /** Gives a map an option that it has not. */
  readonly fill: (map: object, option: string, value: unknown) => void;
}

/** Whether a value is as a rule of the table asks. */
export function holds(rule: number, value: unknown, question: Question): boolean {
  return holdsAll(question.rules[rule] as Rule, value, question);
}

/** Whether a value is as all steps of a rule ask. */
export function holdsAll(rule: Rule, value: unknown, question: Question): boolean {
  for (let index = 0; index < rule.length; index++) {
    const step = rule[index] as Step;
    // the two belong together, which TypeScript does not see of a union
    const keyword = keywords[step[0]] as (asked: Asked[keyof Asked], value: unknown, question: Question) => boolean;
    if (!keyword(step[1], value, question)) return false;
  }
  return true;
}
