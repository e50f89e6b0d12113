import { codes } from '../codes.ts';
import { isMap } from '../map.ts';
import { broken } from './broken.ts';
import { fault } from './fault.ts';

/** The same definition, whose functions throw nothing but faults and give what they are asked for, whatever their types say. `blame` makes a fault of what was thrown in a function. */
export function guarded<T>(definition: T, file: string, blame: (error: unknown, what: string) => Error): T {
  return inside(definition, []) as T;

  function inside(value: unknown, path: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((each) => inside(each, path));
    if (typeof value === 'function') return guard(value as Work, path);
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inside(each, [...path, key])]));
  }

  function guard(work: Work, path: readonly string[]): Work {
    const what = `\`${path.join('.')}\``;
    return function (this: unknown, ...given) {
      const result = attempt(() => settled(work.apply(this, given)), what);
      const wrong = wrongResult(path.at(-1) ?? '', result);
      if (wrong !== undefined) throw fault(broken(file, `${what} gives ${wrong}`));
      return result;
    };
  }

  function attempt<R>(work: () => R, what: string): R {
    try {
      return work();
    } catch (error) {
      throw blame(error, `${what} failed`);
    }
  }
}

type Work = (...given: unknown[]) => unknown;

/** What a generator yields is worked out here, where it is known whose it is. */
function settled(result: unknown): unknown {
  const isGenerator = typeof result === 'object' && result !== null && 'next' in result && Symbol.iterator in result;
  return isGenerator ? [...(result as Iterable<unknown>)] : result;
}

const objects = ['resources', 'clusterResources', 'hostResources'];
const maps = ['values', 'clusterValues', 'choose'];
const texts = ['podSecurity'];

/** What is wrong with what a function gives, by the name that it has in a definition; everything else is a list. */
function wrongResult(name: string, result: unknown): string | undefined {
  if (result instanceof Promise) return 'a promise, and nothing waits for it';
  if (texts.includes(name)) return typeof result === 'string' ? undefined : `no text: ${kindOf(result)}`;
  if (maps.includes(name)) return isMap(result) ? undefined : `no map: ${kindOf(result)}`;
  if (!Array.isArray(result)) return `no list: ${kindOf(result)}`;
  if (objects.includes(name) && !result.every(isObject))
    return 'something that is no object with `apiVersion`, `kind` and `metadata.name`';
  if (name === 'check') return unknownCode(result);
  return undefined;
}

function isObject(value: unknown): boolean {
  if (!isMap(value) || !isMap(value['metadata'])) return false;
  const { apiVersion, kind, metadata } = value as { apiVersion: unknown; kind: unknown; metadata: { name?: unknown } };
  return [apiVersion, kind, metadata.name].every((each) => typeof each === 'string' && each !== '');
}

function unknownCode(findings: readonly unknown[]): string | undefined {
  const other = findings.find((each) => !isMap(each) || !Object.hasOwn(codes, String(each['code'])));
  if (other === undefined) return undefined;
  return `a finding whose code is none of Plinth's: ${isMap(other) ? `\`${String(other['code'])}\`` : kindOf(other)}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
