/** Orders versions as SemVer does, older first; a leading `v` and what follows `+` do not count, and what is no version comes before all. */
export function versionOrder(one: string, other: string): number {
  const [left, right] = [parts(one), parts(other)];
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  const numbers = [0, 1, 2].map((index) => (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0));
  return numbers.find((each) => each !== 0) ?? preReleaseOrder(left.pre, right.pre);
}

/** Whether a version is a pre-release: `1.2.3-rc.1`. */
export function isPreRelease(version: string): boolean {
  return (parts(version)?.pre ?? '') !== '';
}

/** Whether a text is a version as charts have them. */
export function isVersion(text: string): boolean {
  return parts(text) !== undefined;
}

/** The one of these that is nearest to a version: of the same minor, else of the same major, else the newest. */
export function nearestVersion(version: string, all: readonly string[]): string | undefined {
  const sorted = all.filter((each) => !isPreRelease(each)).sort(versionOrder);
  const [major, minor] = parts(version)?.numbers ?? [];
  const within = (depth: number) =>
    sorted.filter((each) => [major, minor].slice(0, depth).every((part, at) => parts(each)?.numbers[at] === part));
  const older = [...within(2)].reverse().find((each) => versionOrder(each, version) < 0);
  return older ?? within(2)[0] ?? within(1).at(-1) ?? sorted.at(-1);
}

function parts(version: string): { readonly numbers: readonly number[]; readonly pre: string } | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:[+_].*)?$/.exec(version);
  if (found === null) return undefined;
  return { numbers: [found[1], found[2], found[3] ?? '0'].map(Number), pre: found[4] ?? '' };
}

/** A release comes after its own pre-releases. */
function preReleaseOrder(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? 1 : -1;
  const [left, right] = [one.split('.'), other.split('.')];
  for (const [index, part] of left.entries()) {
    const order = identifierOrder(part, right[index]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function identifierOrder(one: string, other: string | undefined): number {
  if (other === undefined) return 1;
  const [isOne, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isOne && isOther) return Number(one) - Number(other);
  if (isOne !== isOther) return isOne ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}
