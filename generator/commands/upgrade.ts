import { hasErrors } from '../diagnostic.ts';
import { Failure } from '../failure.ts';
import { registry } from '../generated/registry.ts';
import { analyse } from '../index.ts';
import type { Cache } from '../lock/cache.ts';
import { keepEntries, keptEntries } from '../lock/kept-entries.ts';
import { type Locking, lockArtefacts } from '../lock/lock-artefacts.ts';
import { lockIn } from '../lock/lock-file.ts';
import { lockText } from '../lock/lock-text.ts';
import { type Network, openNetwork } from '../lock/network.ts';
import { offeredVersions } from '../lock/offered-versions.ts';
import { lockPath, readLockFile } from '../lock/read-lock-file.ts';
import { cacheBeside, vendor } from '../lock/vendor.ts';
import { isPreRelease, nearestVersion } from '../lock/version-order.ts';
import { artefactId, type ChartArtefact, type Lock, lockEntryOf, type Want, wantedArtefacts } from '../lock.ts';
import { read } from '../read.ts';
import { equal } from '../render/equal.ts';
import { type Built, compareUpgrade, requestsOf, takings } from '../upgrade/compare.ts';
import { type Pin, pinsFor, pinsOf, versionPlaces } from '../upgrade/pins.ts';
import { isBlocked, type UpgradeReport } from '../upgrade/report.ts';
import { withVersion } from '../upgrade/with-version.ts';
import { type Replacement, replaceTogether } from '../write/replace-together.ts';
import { hostAt } from './host-at.ts';
import { type Invocation, readPlatform, rootOf } from './invocation.ts';
import { lockedBytes } from './locked-bytes.ts';
import { printOutcome } from './print-outcome.ts';
import { markdownUpgrade, textUpgrade, type Versions, versionsText } from './print-upgrade.ts';
import { rendersOf } from './renders.ts';
import { withProgress } from './with-progress.ts';

/** The flags of `plinth upgrade`. */
export interface UpgradeFlags extends Omit<Invocation, 'format'> {
  readonly to?: string;
  readonly cluster?: string;
  readonly write?: boolean;
  readonly format: 'text' | 'json' | 'markdown';
}

/** `plinth upgrade`: the versions that upstream offers of each chart; with `--to`, what one of them changes, and with `--write` platform.yaml and platform.lock with it. 1 where it cannot be made. */
export async function runUpgrade(subject: string | undefined, flags: UpgradeFlags): Promise<number> {
  const { to } = flags;
  if (to === undefined && flags.write === true)
    throw new Failure('--write needs a version', 'Name it: `--to <version>`.');
  if (to !== undefined && subject === undefined)
    throw new Failure('--to needs to know of what', 'Name the component: `plinth upgrade <component> --to <version>`.');
  const bytes = Buffer.from(readPlatform(flags.platform));
  const before = builtFrom(bytes.toString(), flags);
  if (before === undefined) return 1;
  const all = pinsOf(before);
  const pins = subject === undefined ? all : pinsFor(subject, all, Object.keys(registry.components));
  return to === undefined ? list(pins, flags) : candidate(pins, to, bytes.toString(), before, flags);
}

/** Compiled as far as its objects; printed and undefined where the platform has errors. */
function builtFrom(text: string, flags: UpgradeFlags): Built | undefined {
  const compilation = unrendered(text, flags);
  const { objects, model, diagnostics } = compilation;
  if (objects !== undefined && model !== undefined && !hasErrors(diagnostics)) return { objects, model, diagnostics };
  printOutcome(
    { ...flags, format: flags.format === 'json' ? 'json' : 'text' },
    compilation,
    {},
    'nothing was looked at\n',
  );
  return undefined;
}

function unrendered(text: string, flags: UpgradeFlags) {
  const asked = hostAt(rootOf({ ...flags, format: 'text' }), () => ({ problems: [] }));
  return analyse(text, registry, asked);
}

function lockOf(flags: UpgradeFlags): { readonly path: string; readonly was: string | undefined; readonly lock: Lock } {
  const path = lockPath(flags.platform);
  const was = readLockFile(path);
  return { path, was, lock: lockIn(was, path) };
}

async function list(pins: readonly Pin[], flags: UpgradeFlags): Promise<number> {
  const network = openNetwork();
  const cache = cacheBeside(flags.platform);
  const atHand = [...lockOf(flags).lock, ...keptEntries()].filter(({ sha256 }) => cache.read(sha256) !== undefined);
  const found: Versions[] = [];
  await withProgress('charts looked up', async (report) => {
    for (const pin of pins) {
      found.push(await versionsOf(pin, atHand, network));
      report(found.length, pins.length);
    }
  });
  if (flags.format === 'json') process.stdout.write(`${JSON.stringify({ charts: found }, null, 2)}\n`);
  else process.stdout.write(versionsText(found, pins.length === 1, flags.format === 'markdown'));
  return 0;
}

async function versionsOf({ user, chart, clusters }: Pin, atHand: Lock, network: Network): Promise<Versions> {
  const place = { user, chart: chart.name, version: chart.version, clusters };
  try {
    return { ...place, ...(await offeredVersions(chart, network)), isOffered: true };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const versions = versionsAtHand(chart, atHand);
    return { ...place, versions, deprecated: [], isOffered: false, reason: error.message };
  }
}

/** The versions of a chart whose bytes are at hand. */
function versionsAtHand({ name, repository }: ChartArtefact, atHand: Lock): readonly string[] {
  const found = atHand.flatMap((entry) =>
    entry.kind === 'chart' && entry.name === name && entry.repository === repository ? [entry.version] : [],
  );
  return [...new Set(found)];
}

async function candidate(
  pins: readonly Pin[],
  to: string,
  text: string,
  before: Built,
  flags: UpgradeFlags,
): Promise<number> {
  const [pin] = pins;
  if (pin === undefined) return 0;
  const changed = textWith(pin.user, to, text, flags);
  const { objects, model, diagnostics } = unrendered(changed, flags);
  if (objects === undefined || model === undefined)
    throw new Failure(`the platform cannot be compiled with ${pin.user} ${to}: ${diagnostics[0]?.message ?? ''}`);
  const after: Built = { objects, model, diagnostics };
  const { path, was, lock } = lockOf(flags);
  const wants = chartWants(before, after, pin.user);
  const cache = cacheBeside(flags.platform);
  const { entries, fetched } = await bytesFor(wants, pin, to, lock, cache);
  const renders = rendersOf(() => entries, cache);
  const requests = requestsOf(takings(before, after), before);
  for (const request of requests) renders.lookup(request);
  await renders.catchUp();
  const report = await compareUpgrade(pin.user, before, after, renders.lookup, lockedBytes(entries, cache));
  const blocked = isBlocked(report);
  const files =
    flags.write === true && !blocked ? replacements(text, changed, { path, was, lock }, after, entries, flags) : [];
  const [first, ...rest] = files;
  if (first !== undefined) replaceTogether([first, ...rest]);
  if (files.length > 1) vendor(flags.platform, lockOf(flags).lock, false);
  print(report, { fetched, files, left: leftAlone(pins, report, to), hasLock: was !== undefined }, to, flags);
  return blocked ? 1 : 0;
}

/** The platform with the version at its places, which says nothing else than before. */
function textWith(user: string, to: string, text: string, flags: UpgradeFlags): string {
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

/** The chart's artefacts on both sides, and what is beside it. */
function chartWants(before: Built, after: Built, user: string): readonly Want[] {
  const all = [before, after].flatMap(({ objects, model }) => wantedArtefacts(objects, model));
  const own = all.filter(({ users }) => users.includes(user));
  return [...new Map(own.map((want) => [artefactId(want.artefact), want])).values()];
}

async function bytesFor(
  wants: readonly Want[],
  pin: Pin,
  to: string,
  lock: Lock,
  cache: Cache,
): Promise<{ readonly entries: Lock; readonly fetched: number }> {
  const network = openNetwork();
  const known: Lock = [...lock, ...keptEntries()];
  const target = { ...pin.chart, version: to };
  const entry = lockEntryOf(known, target);
  if (entry === undefined || cache.read(entry.sha256) === undefined) await refuseUnknown(target, network);
  const locking: Locking = { wants, lock: known, accepts: () => false, cache, network };
  const { lock: entries, fetched } = await lockArtefacts(locking);
  keepEntries(entries);
  return { entries, fetched };
}

/** Where upstream says what there is; a registry need not. */
async function refuseUnknown(chart: ChartArtefact, network: Network): Promise<void> {
  let versions: readonly string[];
  try {
    ({ versions } = await offeredVersions(chart, network));
  } catch (error) {
    if (error instanceof Failure) return;
    throw error;
  }
  if (versions.includes(chart.version)) return;
  const near = nearestVersion(chart.version, versions);
  const newest = versions.find((each) => !isPreRelease(each)) ?? versions[0];
  throw new Failure(
    `upstream offers no version ${chart.version} of ${chart.name}: there never was one, or it has been withdrawn`,
    `Did you mean \`${near ?? newest}\`? The newest is ${newest}.`,
  );
}

/** The clusters that say a version of their own. */
function leftAlone(pins: readonly Pin[], { clusters }: UpgradeReport, to: string): readonly string[] {
  const others = pins
    .filter(({ chart }) => chart.version !== to)
    .map((each) => ({ ...each, clusters: each.clusters.filter((name) => !clusters.includes(name)) }));
  return others.flatMap((each) =>
    each.clusters.map((name) => `${name} stays at ${each.chart.version}, which it says itself (\`--cluster ${name}\`)`),
  );
}

function replacements(
  text: string,
  changed: string,
  { path, was, lock }: ReturnType<typeof lockOf>,
  { objects, model }: Built,
  entries: Lock,
  flags: UpgradeFlags,
): readonly Replacement[] {
  if (flags.platform === '-') throw new Failure('--write needs a file, and standard input is none');
  if (changed === text) return [];
  const platform = { path: flags.platform, was: text, text: changed };
  // a platform that is delivered by reference need not have a lock; the first one is for `plinth lock` to make, whole
  if (was === undefined) return [platform];
  const wanted = new Set(wantedArtefacts(objects, model).map(({ artefact }) => artefactId(artefact)));
  const mine = new Set(entries.map(artefactId));
  const kept = lock.filter((entry) => !mine.has(artefactId(entry)) || wanted.has(artefactId(entry)));
  const known = new Set(kept.map(artefactId));
  const fresh = entries.filter((entry) => wanted.has(artefactId(entry)) && !known.has(artefactId(entry)));
  return [platform, { path, was, text: lockText([...kept, ...fresh]) }];
}

interface Outcome {
  readonly fetched: number;
  readonly files: readonly Replacement[];
  readonly left: readonly string[];
  readonly hasLock: boolean;
}

function print(
  report: UpgradeReport,
  { fetched, files, left, hasLock }: Outcome,
  to: string,
  flags: UpgradeFlags,
): void {
  const written = files.map(({ path }) => path);
  const remarks = [
    ...left,
    ...(fetched === 0 && report.clusters.length > 0 ? ['nothing was fetched: both versions are in the cache'] : []),
    ...(flags.write === true && isBlocked(report) ? ['nothing was written: see the errors'] : []),
    ...(written.length > 0 ? [`written: ${written.join(', ')}; run \`plinth generate\` and commit both`] : []),
    ...(written.length > 0 && !hasLock ? ['there is no platform.lock: `plinth lock` makes one'] : []),
  ];
  if (flags.format === 'json')
    process.stdout.write(`${JSON.stringify({ ...report, to, remarks, written }, null, 2)}\n`);
  else process.stdout.write((flags.format === 'markdown' ? markdownUpgrade : textUpgrade)({ ...report, to }, remarks));
}
