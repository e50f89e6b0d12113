import { posix } from 'node:path';
import { isMap, type PlainMap } from '../../map.ts';
import { type Disk, textOf } from './disk.ts';
import { readYaml } from './read-manifests.ts';
import type { Refusal } from './refusal.ts';

/** The file by which a folder is a kustomization, and what it says. */
export interface Kustomization {
  readonly file: string;
  readonly folder: string;
  readonly value: PlainMap;
}

/** The names that Kustomize knows the file by. */
export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Reads the kustomization of a folder; undefined where there is none. */
export function kustomizationIn(folder: string, disk: Disk): Kustomization | Refusal | undefined {
  const name = disk.list(folder).find((each) => !each.isFolder && kustomizationNames.includes(each.name))?.name;
  if (name === undefined) return undefined;
  const file = posix.join(folder, name);
  const read = readYaml(file, textOf(disk.read(file)));
  if ('refused' in read) return read;
  const [value] = read.documents;
  if (isMap(value) && read.documents.length === 1) return { file, folder, value };
  return { refused: { file, position: { line: 1, column: 1 }, message: 'it holds no kustomization' } };
}

/** Every path that a kustomization may mean, absolute: texts of any field, and what follows the `=` of a generator's file. */
export function pathsIn({ folder, value }: Kustomization): readonly string[] {
  const texts = textsIn(value).flatMap((text) => [text, ...(text.includes('=') ? [text.replace(/^[^=]*=/, '')] : [])]);
  return [
    ...new Set(
      texts.filter((text) => text.length < 256 && !/[\n\0:]|^$/.test(text)).map((text) => posix.resolve(folder, text)),
    ),
  ];
}

/** Every text in a value. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}
