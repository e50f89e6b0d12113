import { isMap } from '../../generator/map.ts';

/** An edit put into a platform, as a person would make it: maps by key, everything else in place of what was there. */
export function edited(platform: unknown, edit: unknown): unknown {
  if (!isMap(platform) || !isMap(edit)) return edit;
  return {
    ...platform,
    ...Object.fromEntries(Object.entries(edit).map(([key, each]) => [key, edited(platform[key], each)])),
  };
}
