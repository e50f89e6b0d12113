import { parse } from 'yaml';
import { digest } from '../digest.ts';
import { type CustomKind, customKindsIn, type KindLookup } from '../kubernetes/custom-kind.ts';
import { groupOf } from '../kubernetes/object.ts';

/** CRDs that were given by hand; `key` is another one when they are others. */
export interface GivenKinds {
  readonly key: string;
  readonly lookup: KindLookup;
}

/** The CRDs in texts of YAML; undefined when there are none. Each is parsed when its kind is first asked for: all of them would take minutes. */
export function givenKinds(texts: readonly string[]): GivenKinds | undefined {
  const documents = texts.flatMap((text) => text.split(/^---.*$/m).filter(isDefinition));
  if (documents.length === 0) return undefined;
  const known = new Map<string, CustomKind | undefined>();
  return { key: digest(documents), lookup: (apiVersion, kind) => found(known, documents, apiVersion, kind) };
}

function found(
  known: Map<string, CustomKind | undefined>,
  documents: readonly string[],
  apiVersion: string,
  kind: string,
): CustomKind | undefined {
  const name = `${apiVersion}/${kind}`;
  if (known.has(name)) return known.get(name);
  const likely = documents.filter((text) => text.includes(groupOf(apiVersion)) && mentions(text, kind));
  const own = customKindsIn(likely.map((text) => parse(text, { version: '1.1', merge: false }) as unknown))[name];
  known.set(name, own);
  return own;
}

function mentions(text: string, kind: string): boolean {
  return new RegExp(`^ +["']?kind["']?: ["']?${kind}["']?,?\\s*$`, 'm').test(text);
}

function isDefinition(text: string): boolean {
  return /^["']?kind["']?: ["']?CustomResourceDefinition/m.test(text);
}
