import { imageParts } from '../image-parts.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';
import type { Note } from './report.ts';

/** The images that objects run, before and after: another tag or digest of the same name is a change. */
export function imageChanges(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): readonly Note[] {
  const [was, is] = [imagesIn(before), imagesIn(after)];
  const gone = [...was].filter((each) => !is.has(each)).sort();
  const fresh = [...is].filter((each) => !was.has(each)).sort();
  const nameOf = (image: string) => imageParts(image).name;
  const names = [...new Set([...gone, ...fresh].map(nameOf))];
  return names.map((name): Note => {
    const [old, now] = [gone, fresh].map((list) => list.filter((each) => nameOf(each) === name).map(versionOf));
    const [left, right] = [old?.join(', ') ?? '', now?.join(', ') ?? ''];
    if (left === '') return { group: 'images', what: 'added', subject: name, note: right };
    if (right === '') return { group: 'images', what: 'removed', subject: name, note: left };
    return { group: 'images', what: 'changed', subject: name, note: `${left} → ${right}` };
  });
}

function versionOf(image: string): string {
  const { tag, digest } = imageParts(image);
  return [tag ?? 'latest', ...(digest === undefined ? [] : [digest])].join('@');
}

/** What stands at any key `image` of a container; what an operator is told in arguments is not among them. */
function imagesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const each of value) imagesIn(each, found);
  if (!isMap(value)) return found;
  if (typeof value['image'] === 'string' && typeof value['name'] === 'string') found.add(value['image']);
  // the schemas of CRDs have containers too
  if (value['kind'] === 'CustomResourceDefinition') return found;
  for (const each of Object.values(value)) imagesIn(each, found);
  return found;
}
