import type { Engine, Verdict } from '../../src/index.ts';
import type { Schema } from './rule-case.ts';

/** The newest version whose libraries the engine has. */
export const kubernetes = '1.36.1';

/** An object of the kind that the tests have rules for. */
export function widget(spec: unknown) {
  return { apiVersion: 'example.org/v1', kind: 'Widget', metadata: { name: 'a' }, spec };
}

/** The engine's verdicts on objects, made widgets, by a schema that may have rules; throws when there are none. */
export async function judgeWidgets(
  engine: Engine,
  schema: Schema,
  objects: readonly object[],
  version = kubernetes,
): Promise<readonly Verdict[]> {
  const named = objects.map((object) => ({ ...object, apiVersion: 'example.org/v1', kind: 'Widget' }));
  const schemas = { 'example.org/v1/Widget': schema };
  const result = await engine.validate({ objects: named, kubernetes: version, schemas });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
