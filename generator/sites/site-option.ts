import type { Path } from '../diagnostic.ts';

/** What a site says in other words than the app that it becomes, by the app's option. */
const inOtherWords: { readonly [option: string]: string } = { size: 'size', storageClass: 'storageClass' };

/** The options of an app that a site has itself, under the same names. */
const same = new Set([
  ...['enabled', 'sync', 'updates', 'team', 'namespace', 'mesh', 'patches'],
  ...['host', 'aliases', 'issuer', 'routing', 'image', 'resources'],
]);

/** The option of a site that an option of its app follows from; none where it follows from what a site is. */
export function siteOption(inside: Path): Path {
  const [first, ...rest] = inside;
  if (first === undefined || same.has(String(first))) return inside;
  const written = first === 'volumes' ? inOtherWords[String(rest.at(-1))] : undefined;
  return written === undefined ? [] : [written];
}
