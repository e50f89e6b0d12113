import { equal } from '../../equal.ts';
import { Failure } from '../../failure.ts';
import { read } from '../../read.ts';
import { versionPlaces } from '../../upgrade/pins.ts';
import { withVersion } from '../../upgrade/with-version.ts';
import type { UpgradeFlags } from './upgrade-sides.ts';

/** The platform with the version at its places, which says nothing else than before. */
export function textWith(user: string, to: string, text: string, flags: UpgradeFlags): string {
  const value = read(text).source?.value;
  const places = versionPlaces(user, value, flags.cluster);
  const changed = places.reduce((at, place) => withVersion(at, place, to), text);
  const expected = structuredClone(value);
  for (const place of places) {
    const block = place.slice(0, -1).reduce<unknown>((at, part) => {
      const map = at as { [key: string]: unknown };
      map[String(part)] ??= {};
      return map[String(part)];
    }, expected);
    (block as { [key: string]: unknown })['version'] = to;
  }
  if (equal(read(changed).source?.value, expected)) return changed;
  throw new Failure(
    `${places.map((place) => place.join('.')).join(', ')} cannot be written without changing something else`,
    'Does an alias share the block? Nothing was changed; write the version by hand.',
  );
}
