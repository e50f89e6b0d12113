import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../src/index.ts';
import { compareRules, countRules } from './support/compare-rules.ts';
import { type NativeRules, nativeRules } from './support/native-rules.ts';
import { randomNumbers } from './support/random.ts';
import { randomObjects } from './support/random-object.ts';
import type { Schema } from './support/rule-case.ts';
import { kubernetes } from './support/widgets.ts';

const folder = process.env['RULES_CRDS'];
const native = folder === undefined ? { missing: 'RULES_CRDS names no folder of them' } : nativeRules();
if ('missing' in native) console.log(`rules of real CustomResourceDefinitions not tested: ${native.missing}`);

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => engine.close());

describe.skipIf('missing' in native)('real CustomResourceDefinitions', async () => {
  const found = folder === undefined ? [] : await definitionsIn(folder);
  const total = { rules: 0, evaluated: 0, refusals: 0 };

  it.each(found)('%s', { timeout: 120_000 }, async (_name, schema) => {
    const objects = randomObjects(schema, randomNumbers(11), 60);
    const { evaluated, refusals } = await compareRules(engine, native as NativeRules, { kubernetes, schema, objects });
    total.rules += countRules(schema);
    total.evaluated += evaluated;
    total.refusals += refusals;
  });

  it('are asked, and refuse', () => {
    console.log(
      `${found.length} kinds with ${total.rules} rules: ${total.evaluated} evaluations, ${total.refusals} refusals`,
    );
    expect(total.refusals).toBeGreaterThan(0);
  });
});

/** The schemas with rules of every CustomResourceDefinition below a folder, by kind and version. */
async function definitionsIn(folder: string): Promise<readonly (readonly [name: string, schema: Schema])[]> {
  const { parseAllDocuments } = await import('yaml');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  const found = new Map<string, Schema>();
  for (const text of files.sort().map((name) => readFileSync(join(folder, name), 'utf8'))) {
    if (!text.includes('x-kubernetes-validations')) continue;
    for (const document of parseAllDocuments(text)) {
      const definition = 'toJS' in document ? document.toJS() : undefined;
      if (definition?.kind !== 'CustomResourceDefinition') continue;
      const { group, names, versions } = definition.spec;
      for (const { name, schema } of versions) {
        const json = JSON.stringify(schema?.openAPIV3Schema ?? {});
        if (json.includes('x-kubernetes-validations')) found.set(`${group}/${name} ${names.kind}`, JSON.parse(json));
      }
    }
  }
  return [...found];
}
