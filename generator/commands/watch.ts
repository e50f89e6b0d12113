import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { lockPath } from '../lock/read-lock-file.ts';
import { write } from '../write.ts';
import { changesOf } from './changes-of.ts';
import { type Recompiled, recompiler } from './compile/recompiler.ts';
import { folderOf } from './extensions/may-extend.ts';
import { type Invocation, readPlatform, rootOf } from './invocation.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { roundPrinter } from './print/print-round.ts';

interface WatchFlags extends Invocation {
  readonly check?: boolean;
}

/** `plinth watch`: writes the tree after each save, or with `--check` says how it differs; in one process, so that only what changed is made again. Nothing is written while there are errors. It ends with 0, when it is interrupted. */
export async function runWatch(flags: WatchFlags): Promise<number> {
  const { platform } = flags;
  if (platform === '-') throw new Failure('standard input cannot be watched', 'Name a file: `--platform <file>`.');
  const root = rootOf(flags);
  const print = roundPrinter(flags);
  const recompiled = recompiler(platform, root);
  let settled: Recompiled | undefined;
  const round = async (): Promise<boolean> => {
    const start = performance.now();
    const now = await recompiled(Buffer.from(readPlatform(platform)));
    if (now === settled) return true;
    for (const folder of now.folders.keys()) changes.add(join(root, folder));
    for (const part of now.parts) changes.add(resolve(folderOf(platform), part));
    const { compilation } = now;
    const { tree } = compilation;
    const result = tree === undefined ? undefined : write(tree, root, { check: flags.check ?? false });
    settled = now;
    print({
      kind: 'compiled',
      compilation,
      ms: performance.now() - start,
      ...(result === undefined ? {} : { result }),
    });
    return true;
  };
  const rounds = oneAtATime(async () => {
    if (existsSync(platform)) return round().catch(failed);
    settled = undefined;
    print({ kind: 'missing' });
    return true;
  });
  const failed = (error: unknown) => {
    settled = undefined;
    print({ kind: 'failed', error });
    return false;
  };
  const changes = changesOf([resolve(platform), resolve(lockPath(platform))], rounds.ask);
  rounds.ask();
  await interrupted();
  changes.end();
  await rounds.end();
  return 0;
}

/** Until someone ends it, or nobody reads what it says any more. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    process.stdout.once('error', () => resolve());
  });
}
