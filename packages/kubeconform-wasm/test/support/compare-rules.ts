import { expect } from 'vitest';
import type { Engine, Verdict } from '../../src/index.ts';
import { fieldPath } from './field-path.ts';
import type { NativeAnswer, NativeRules, Question } from './native-rules.ts';
import type { Schema } from './rule-case.ts';
import { judgeWidgets } from './widgets.ts';

/** How much a comparison was worth. */
export interface Compared {
  readonly evaluated: number;
  readonly refusals: number;
}

/**
 * Expects the engine and the API server's code to say the same: which rules compile, whether rules are asked of an object, and what they
 * refuse, where and in which words.
 */
export async function compareRules(engine: Engine, native: NativeRules, question: Question): Promise<Compared> {
  const objects = question.objects.map((object) => ({ ...object, apiVersion: 'example.org/v1', kind: 'Widget' }));
  const [theirs] = native.ask([{ ...question, objects }]);
  if (theirs === undefined) throw new Error('no answer');
  const ours = await judgeWidgets(engine, question.schema, objects, question.kubernetes);
  expect(ours[0]?.rules.uncompiled.map(({ rule }) => rule).sort()).toEqual(theirs.uncompiled.toSorted());
  for (const [index, verdict] of ours.entries()) compareVerdicts(verdict, theirs, index, question);
  const sum = (count: (verdict: Verdict) => number) => ours.reduce((total, each) => total + count(each), 0);
  return { evaluated: sum(({ rules }) => rules.evaluated), refusals: sum((each) => broken(each).length) };
}

/** How many rules a schema has. */
export function countRules(schema: Schema): number {
  return JSON.stringify(schema).match(/"rule":/g)?.length ?? 0;
}

const broken = ({ problems }: Verdict) => problems.filter(({ reason }) => reason !== undefined);

function compareVerdicts(verdict: Verdict, theirs: NativeAnswer, index: number, { schema, objects }: Question): void {
  const said = theirs.verdicts[index];
  const told = `${JSON.stringify(objects[index])} ${said?.schema}`;
  const { onUpdate, uncompiled, notEvaluated } = verdict.rules;
  if (countRules(schema) > onUpdate + uncompiled.length)
    expect(notEvaluated > uncompiled.length, told).toBe(said?.blocked);
  const possible = said?.rules.filter(({ message }) => !isImpossible(message, theirs)) ?? [];
  const wanted = possible.map((p) => `${p.path}: ${p.reason}: ${p.message}`);
  const places = broken(verdict).map((p) => `${fieldPath(p.path, schema)}: ${p.reason}: ${p.message}`);
  expect(places.sort(), told).toEqual([...new Set(wanted)].sort());
}

/** A CustomResourceDefinition with a rule that does not compile would not be there, so the API server would not come to this. */
function isImpossible(message: string, { uncompiled }: NativeAnswer): boolean {
  return message.startsWith('rule compile error') || uncompiled.some((rule) => message.endsWith(`rule: ${rule}`));
}
