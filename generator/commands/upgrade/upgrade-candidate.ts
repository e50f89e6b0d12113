import { Failure } from '../../failure.ts';
import { lockText } from '../../lock/lock-text.ts';
import { cacheBeside, vendor } from '../../lock/vendor.ts';
import { artefactId, type Lock, wantedArtefacts } from '../../lock.ts';
import { type Built, compareUpgrade, requestsOf, takings } from '../../upgrade/compare.ts';
import type { Pin } from '../../upgrade/pins.ts';
import { isBlocked, type UpgradeReport } from '../../upgrade/report.ts';
import type { LendEngine } from '../../verify/ask-rules.ts';
import { type Replacement, replaceTogether } from '../../write/replace-together.ts';
import { enginePool } from '../compile/engine-pool.ts';
import { lockedBytes } from '../compile/locked-bytes.ts';
import { rendersOf } from '../compile/renders.ts';
import type { Extended } from '../extensions/extended.ts';
import { markdownUpgrade, textUpgrade } from '../print/print-upgrade.ts';
import { bytesFor, chartWants } from './upgrade-bytes.ts';
import { lockOf, type UpgradeFlags, unrendered } from './upgrade-sides.ts';
import { textWith } from './upgrade-text.ts';

/** What one version changes; with `--write` made so. 1 where it cannot be made. */
export async function upgradeCandidate(
  pins: readonly Pin[],
  to: string,
  text: string,
  { before, using }: { readonly before: Built; readonly using: Extended },
  flags: UpgradeFlags,
): Promise<number> {
  const [pin] = pins;
  if (pin === undefined) return 0;
  const changed = textWith(pin.user, to, text, flags);
  const { objects, model, diagnostics } = unrendered(changed, flags, using);
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
  const report = await compared((lend) =>
    compareUpgrade(pin.user, before, after, renders.lookup, lockedBytes(entries, cache), lend),
  );
  const blocked = isBlocked(report);
  const files =
    flags.write === true && !blocked ? replacements(text, changed, { path, was, lock }, after, entries, flags) : [];
  const [first, ...rest] = files;
  if (first !== undefined) replaceTogether([first, ...rest]);
  if (files.length > 1) vendor(flags.platform, lockOf(flags).lock, false);
  print(report, { fetched, files, left: leftAlone(pins, report, to), hasLock: was !== undefined }, to, flags);
  return blocked ? 1 : 0;
}

/** With an engine at hand, which starts only if something is asked of it. */
async function compared<T>(work: (lend: LendEngine) => Promise<T>): Promise<T> {
  const pool = enginePool(1);
  try {
    return await work(pool.lend);
  } finally {
    await pool.close();
  }
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
