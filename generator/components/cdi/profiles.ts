import type { PlatformOptions } from '../../component.ts';

type Profile = PlatformOptions<'cdi'>['storageProfiles'][number];
type Claim = Profile['claims'][number];

const block: Claim = { accessModes: ['ReadWriteOnce'], volumeMode: 'Block' };
const filesystem: Claim = { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' };

/** What CDI does not know of Mayastor's storage classes. Upstream: pkg/storagecapabilities. */
const mayastor: readonly Profile[] = [
  { storageClass: 'mayastor', claims: [block, filesystem] },
  { storageClass: 'local-hostpath', claims: [filesystem] },
];

/** One for each storage class: those that are written, and those of Mayastor's classes that nobody has written another for. */
export function profiles(written: readonly Profile[], hasMayastor: boolean): readonly Profile[] {
  const all = [...(hasMayastor ? mayastor : []), ...written];
  return [...new Map(all.map((each) => [each.storageClass, each])).values()];
}
