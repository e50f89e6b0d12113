import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../src/index.ts';
import { compareRules } from './support/compare-rules.ts';
import { nativeRules, type Question } from './support/native-rules.ts';
import { randomNumbers } from './support/random.ts';
import { randomObjects } from './support/random-object.ts';
import { type RuleCase, schemaOf } from './support/rule-case.ts';
import { ruleCases } from './support/rule-cases.ts';
import { judgeWidgets, kubernetes, widget } from './support/widgets.ts';

const native = nativeRules();
if ('missing' in native) console.log(`rules as in the API server's own code not tested: ${native.missing}`);

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => engine.close());

function questionOf(one: RuleCase): Question {
  const objects = one.asked.map(([spec]) => widget(spec));
  return { kubernetes: one.kubernetes ?? kubernetes, schema: schemaOf(one), objects };
}

function compare(question: Question) {
  if ('missing' in native) throw new Error(native.missing);
  return compareRules(engine, native, question);
}

describe.each(ruleCases)('$about', (one) => {
  it('refuses what the rules refuse', async () => {
    const question = questionOf(one);
    const verdicts = await judgeWidgets(engine, question.schema, question.objects, question.kubernetes);
    const said = verdicts.map(({ problems }) => problems.map(({ path, message }) => `${path}: ${message}`).sort());
    expect(said).toEqual(one.asked.map(([, ...wrong]) => wrong.toSorted()));
    for (const verdict of verdicts) {
      expect(verdict.rules.uncompiled.map(({ rule }) => rule)).toEqual(one.uncompiled ?? []);
      expect(verdict.rules.notEvaluated).toBe(one.uncompiled?.length ?? 0);
      const otherwise = one.uncompiled === undefined || one.uncompiled.length === 0 ? 'valid' : 'error';
      expect(verdict.status).toBe(verdict.problems.length > 0 ? 'invalid' : otherwise);
    }
  });

  it.skipIf('missing' in native)('as the API server does', async () => {
    await compare(questionOf(one));
  });

  it.skipIf('missing' in native)('as the API server does, on random objects', async () => {
    const question = questionOf(one);
    const objects = randomObjects(question.schema, randomNumbers(7), 40);
    expect((await compare({ ...question, objects })).evaluated).toBeGreaterThan(0);
  });
});
