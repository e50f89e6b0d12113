import { hasErrors } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { Failure } from '../failure.ts';
import type { Compilation } from '../index.ts';
import { removeAbandoned, usualCacheFolder } from '../lock/cache.ts';
import { lockArtefacts } from '../lock/lock-artefacts.ts';
import { lockIn, writeLockFile } from '../lock/lock-file.ts';
import { openNetwork } from '../lock/network.ts';
import { lockPath, readLockFile } from '../lock/read-lock-file.ts';
import { cacheBeside, vendor, vendorFolder } from '../lock/vendor.ts';
import { compareLock, nameOf, type Want, wantedArtefacts } from '../lock.ts';
import type { Source } from '../read.ts';
import { analyseUnrendered } from './compile/compile-file.ts';
import type { Invocation } from './invocation.ts';
import { changeLines, driftLines, lockChanges } from './print/print-lock.ts';
import { fileName, printOutcome } from './print/print-outcome.ts';
import { withProgress } from './print/with-progress.ts';

interface LockFlags extends Invocation {
  readonly check?: boolean;
  /** `true` for all, or the name of a component, or `apps.<name>`. */
  readonly update?: boolean | string;
  readonly vendor?: boolean;
}

/** `plinth lock`: fetches what the platform takes from outside and records its digests beside platform.yaml; with `--check` compares the two without any network. */
export async function runLock(flags: LockFlags): Promise<number> {
  if (flags.check === true && (flags.update !== undefined || flags.vendor === true))
    throw new Failure('--check changes nothing, and --update and --vendor do', 'Give one of them.');
  const compilation = await analyseUnrendered(flags);
  const { source, model, objects, diagnostics } = compilation;
  if (source === undefined || model === undefined || objects === undefined || hasErrors(diagnostics)) {
    printOutcome(flags, compilation, {}, 'nothing was locked\n');
    return 1;
  }
  const wants = wantedArtefacts(objects, model);
  return flags.check === true ? check(flags, compilation, source, wants) : update(flags, compilation, wants);
}

function check(flags: LockFlags, compilation: Compilation, source: Source, wants: readonly Want[]): number {
  const path = lockPath(flags.platform);
  const lock = lockIn(readLockFile(path), path);
  const drift = compareLock(wants, lock);
  const lines = driftLines(drift, fileName(flags), source);
  const cache = cacheBeside(flags.platform);
  const uncached = lock.filter(({ sha256 }) => cache.read(sha256) === undefined).map(nameOf);
  const away = uncached.length === 0 ? '' : `; ${uncached.length} not in the cache, \`plinth lock\` fetches them`;
  const fine = `${path}: ${lock.length} artefacts, as the platform uses them${away}\n`;
  const differs = `${lines.join('\n')}\n\n${path} is not what the platform uses; run \`plinth lock\` and commit it\n`;
  printOutcome(flags, compilation, { ...drift, uncached }, lines.length === 0 ? fine : differs);
  return lines.length === 0 ? 0 : 1;
}

async function update(flags: LockFlags, compilation: Compilation, wants: readonly Want[]): Promise<number> {
  const path = lockPath(flags.platform);
  const was = readLockFile(path);
  const old = lockIn(was, path);
  const accepts = accepted(flags, wants);
  removeAbandoned(usualCacheFolder());
  const locking = {
    wants,
    lock: old,
    accepts,
    cache: cacheBeside(flags.platform),
    network: openNetwork(),
  };
  const { lock, fetched } = await withProgress('artefacts', (onProgress) => lockArtefacts({ ...locking, onProgress }));
  const written = writeLockFile(path, lock, was);
  const vendored = vendor(flags.platform, lock, flags.vendor === true);
  const changes = lockChanges(old, lock);
  const text = `${changeLines(changes)}${path}: ${lock.length} artefacts, ${fetched} fetched${written ? '' : ', unchanged'}\n`;
  const beside = vendorText(vendored, flags);
  printOutcome(flags, compilation, { ...changes, fetched, written, vendored }, `${text}${beside}`);
  return 0;
}

function vendorText({ added, removed }: ReturnType<typeof vendor>, flags: LockFlags): string {
  if (added + removed === 0) return '';
  return `${vendorFolder(flags.platform)}: ${added} added, ${removed} removed; commit it with the lock\n`;
}

function accepted({ update: wish }: LockFlags, wants: readonly Want[]): (want: Want) => boolean {
  if (typeof wish !== 'string') return () => wish === true;
  const names: readonly string[] = [...new Set(wants.flatMap(({ users }) => users))].sort();
  if (names.includes(wish)) return ({ users }) => users.includes(wish);
  const near = didYouMean(wish, names);
  const hint = near === undefined ? `These do: ${names.join(', ')}.` : `Did you mean \`${near}\`?`;
  throw new Failure(`${wish} takes nothing from outside on any cluster`, hint);
}
