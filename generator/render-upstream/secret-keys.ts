import { credentialIn } from '../credential.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';

/** The keys under which a Secret holds something; none for what is no Secret, or is filled at run time. Of one that is `plain`, by the beginning of its name, only those that hold what looks like a credential. */
export function secretKeys(object: KubernetesObject, plain: readonly string[] = []): readonly string[] {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return [];
  const { data, stringData } = object as { readonly data?: unknown; readonly stringData?: unknown };
  const entries = (each: unknown) => (isMap(each) ? Object.entries(each) : []);
  const texts = [
    ...entries(data).map(([key, value]) => [key, Buffer.from(String(value ?? ''), 'base64').toString()] as const),
    ...entries(stringData).map(([key, value]) => [key, String(value ?? '')] as const),
  ];
  const isPlain = plain.some((name) => object.metadata.name.startsWith(name));
  const holds = (text: string) => (isPlain ? credentialIn(text) !== undefined : text !== '');
  return texts.flatMap(([key, text]) => (holds(text) ? [key] : [])).sort();
}
