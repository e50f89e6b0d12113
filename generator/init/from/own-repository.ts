import type { Applications } from './applications.ts';
import { isBelow } from './source-folder.ts';

/** Whether an address is that of the folder's own repository: of the remote that git notes, else of most Applications with a folder that is there. */
export function ownRepository(
  { all }: Applications,
  paths: readonly string[],
  remote: string | undefined,
): (address: string) => boolean {
  const there = all.flatMap(({ sources }) =>
    sources.flatMap((each) =>
      each.kind === 'folder' && paths.some((file) => isBelow(file, each.path)) ? [plain(each.repository)] : [],
    ),
  );
  const counts = new Map<string, number>();
  for (const each of there) counts.set(each, (counts.get(each) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const own = remote !== undefined && counts.has(plain(remote)) ? plain(remote) : most?.[0];
  return (address) => plain(address) === own;
}

/** The same for every spelling of an address: `host/path`. */
function plain(address: string): string {
  return address
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}
