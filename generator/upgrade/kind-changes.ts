import { equal } from '../equal.ts';
import { type Definition, isDefinition } from '../kubernetes/custom-kind.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Note } from './report.ts';

type Version = NonNullable<Definition['spec']['versions']>[number];

/** How the CRDs among the objects of a chart differ: kinds and versions that come, go or are no longer served, and schemas that change. */
export function kindChanges(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): readonly Note[] {
  const [left, right] = [byName(before), byName(after)];
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((name): readonly Note[] => {
    const [was, is] = [left.get(name), right.get(name)];
    if (was === undefined || is === undefined) return [note(was === undefined ? 'added' : 'removed', name)];
    return inVersions(name, was, is);
  });
}

function byName(objects: readonly KubernetesObject[]): ReadonlyMap<string, Definition['spec']> {
  const all = (objects as readonly unknown[]).filter(isDefinition);
  return new Map(all.map(({ spec }) => [`${spec.names.kind} of ${spec.group}`, spec]));
}

function inVersions(name: string, was: Definition['spec'], is: Definition['spec']): readonly Note[] {
  const at = ({ versions = [] }: Definition['spec'], version: string) => versions.find((each) => each.name === version);
  const names = [...new Set([...(was.versions ?? []), ...(is.versions ?? [])].map((each) => each.name))];
  const scope = was.scope === is.scope ? [] : [note('changed', name, `${was.scope} → ${is.scope}`)];
  return [...scope, ...names.flatMap((version) => ofVersion(`${name}/${version}`, at(was, version), at(is, version)))];
}

function ofVersion(name: string, was: Version | undefined, is: Version | undefined): readonly Note[] {
  if (was === undefined || is === undefined) return [note(was === undefined ? 'added' : 'removed', name)];
  return [
    ...(was.served && !is.served ? [note('removed', name, 'it is no longer served')] : []),
    ...(!was.served && is.served ? [note('added', name, 'it is served now')] : []),
    ...(was.deprecated !== true && is.deprecated === true ? [note('changed', name, 'it is deprecated now')] : []),
    ...(was.storage !== true && is.storage === true ? [note('changed', name, 'objects are stored in it now')] : []),
    ...(equal(was.schema, is.schema) ? [] : [note('changed', name, 'its schema changes')]),
  ];
}

function note(what: Note['what'], subject: string, text?: string): Note {
  return { group: 'kinds', what, subject, ...(text === undefined ? {} : { note: text }) };
}
