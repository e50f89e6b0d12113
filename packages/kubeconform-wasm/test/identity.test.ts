import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { tool } from '../../../test/support/tools.ts';
import { type Engine, loadEngine, type Result } from '../src/index.ts';
import { runNative } from './support/native.ts';
import { runOwn } from './support/own.ts';
import { scenarios } from './support/scenario.ts';

const kustomize = tool('kustomize');
const helm = tool('helm');
const paths = 'path' in kustomize && 'path' in helm ? { kustomize: kustomize.path, helm: helm.path } : undefined;
const missing = [kustomize, helm].flatMap((found) => ('missing' in found ? [found.missing] : []));
if (paths === undefined) console.log(`identity with the native tools not tested: ${missing.join('; ')}`);

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});
afterAll(() => engine.close());

describe.each(scenarios())('$name', (scenario) => {
  let own: Result<Uint8Array>;

  it(scenario.about, async () => {
    own = await runOwn(engine, scenario);
    expect(own.ok ? '' : own.error.kind).not.toBe('panic');
    expect(own.ok, own.ok ? 'succeeds' : own.error.message).toBe(scenario.fails !== true);
  });

  it.skipIf(scenario.kustomize === undefined)('as JSON, the same objects or the same refusal', async () => {
    const asJson = await runOwn(engine, scenario, 'json');
    // a refusal may name an address in memory
    if (!own.ok) expect(asJson.ok ? 'built' : asJson.error.kind).toBe(own.error.kind);
    else
      expect(asJson.ok ? JSON.parse(Buffer.from(asJson.value).toString()) : asJson.error).toEqual(objectsIn(own.value));
  });

  it.skipIf(paths === undefined)('the same as native', () => {
    if (paths === undefined) return;
    const native = runNative(scenario, paths.kustomize, paths.helm);
    if ('output' in native) {
      expect(own.ok ? Buffer.from(own.value).toString() : own.error).toBe(native.output.toString());
      expect(own.ok && native.output.equals(own.value)).toBe(true);
    } else {
      expect(own.ok, native.error).toBe(false);
      if (scenario.ownWords === undefined && !own.ok) expect(own.error.message.trimEnd()).toBe(native.error);
    }
  });
});

function objectsIn(stream: Uint8Array): readonly unknown[] {
  const documents = parseAllDocuments(Buffer.from(stream).toString(), { version: '1.1', merge: false });
  return 'empty' in documents ? [] : documents.map((document) => document.toJS() as unknown);
}
