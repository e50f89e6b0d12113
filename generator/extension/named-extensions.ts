import { isMap } from '../map.ts';
import type { Source } from '../read.ts';

/** The folders of components that a platform names, each once; what is none is for the schema to say. */
export function namedExtensions({ value }: Source): readonly string[] {
  const listed = isMap(value) ? value['extensions'] : undefined;
  if (!Array.isArray(listed)) return [];
  return [...new Set(listed.filter((each): each is string => typeof each === 'string' && /^\.\.?(?:\/|$)/.test(each)))];
}
