import { availableParallelism } from 'node:os';
import { concurrently } from '../../concurrently.ts';
import { digest } from '../../digest.ts';
import type { Compilation } from '../../index.ts';
import type { Cache } from '../../lock/cache.ts';
import { type Artefact, artefactsOf, type Lock, lockEntryOf, nameOf } from '../../lock.ts';
import { notAtHand, renderUpstream } from '../../render-upstream.ts';
import { notLocked, type Rendering, type RenderLookup, type RenderRequest } from '../../rendering.ts';
import { keepFile, type Place, parsedJson, readKept } from '../kept/kept-file.ts';
import { withProgress } from '../print/with-progress.ts';
import { PROGRAM } from '../program.ts';
import { engineDigest, enginePool, expectedCalls } from './engine-pool.ts';
import { lockedBytes } from './locked-bytes.ts';

/** What was rendered for a platform, in this run or before. */
export interface Renders {
  readonly lookup: RenderLookup;
  /** Renders what was looked up and is not known; whether there was anything. */
  catchUp(): Promise<boolean>;
}

/** The renders of a platform with a lock, kept in `$XDG_CACHE_HOME/plinth/renders` by all that they depend on. The lock is read when something is first looked up; nothing is ever fetched. */
export function rendersOf(lock: () => Lock, cache: Cache): Renders {
  const known = new Map<string, Rendering>();
  const pending = new Map<string, RenderRequest>();
  const keyOf = keys(lock);
  return {
    lookup(request) {
      const key = keyOf(request);
      if (typeof key !== 'string') return { problems: key.absent.map((artefact) => notLocked(nameOf(artefact))) };
      const found = known.get(key) ?? parsedJson<Rendering>(readKept(placeOf(key)));
      if (found === undefined) pending.set(key, request);
      else known.set(key, found);
      return found;
    },
    async catchUp() {
      const work = [...pending];
      pending.clear();
      for (const [key, rendering] of await renderAll(work, lock, cache)) known.set(key, rendering);
      return work.length > 0;
    },
  };
}

/** Compiles as often as it takes until everything that is to be rendered is. */
export async function withRenders(
  lock: () => Lock,
  cache: Cache,
  compile: (lookup: RenderLookup) => Compilation,
): Promise<Compilation> {
  const renders = rendersOf(lock, cache);
  let compilation = compile(renders.lookup);
  while (await renders.catchUp()) compilation = compile(renders.lookup);
  return compilation;
}

/** Gives each request its key: what is locked, what is asked, and who answers; or says what is not locked. */
function keys(read: () => Lock): (request: RenderRequest) => string | { readonly absent: readonly Artefact[] } {
  let about: { readonly lock: Lock; readonly program: readonly string[] } | undefined;
  const known = new WeakMap<RenderRequest['upstream'], string>();
  return ({ upstream, capabilities }) => {
    about ??= { lock: read(), program: [PROGRAM, engineDigest()] };
    const { lock, program } = about;
    const artefacts = artefactsOf(upstream);
    const digests = artefacts.map((artefact) => lockEntryOf(lock, artefact)?.sha256);
    const absent = artefacts.filter((_, index) => digests[index] === undefined);
    if (absent.length > 0) return { absent };
    const text = known.get(upstream) ?? JSON.stringify(upstream);
    known.set(upstream, text);
    return digest('render', program, digests, text, capabilities);
  };
}

// A second engine takes 100 MB: with it, thirty charts on five clusters that all differ would need more than 300.
const rendersPerEngine = 100;

async function renderAll(
  work: readonly (readonly [string, RenderRequest])[],
  lock: () => Lock,
  cache: Cache,
): Promise<readonly (readonly [string, Rendering])[]> {
  if (work.length === 0) return [];
  const width = Math.max(1, Math.min(availableParallelism(), Math.floor(work.length / rendersPerEngine)));
  const locked = lockedBytes(lock(), cache);
  const artefacts = work.flatMap(([, { upstream }]) => artefactsOf(upstream));
  const pool = enginePool(width, () => expectedCalls(work.length, artefacts, locked));
  try {
    return await withProgress('charts rendered', (report) => {
      let done = 0;
      return concurrently(work, width, async ([key, request]) => {
        // an engine takes a second to start, only to say that it has nothing to work on
        const problems = notAtHand(request, locked);
        if (problems.length > 0) return [key, { problems }] as const;
        const rendering = await pool.lend((engine) => renderUpstream(request, engine, locked));
        if ('objects' in rendering) keepFile(placeOf(key), JSON.stringify(rendering));
        report(++done, work.length);
        return [key, rendering] as const;
      });
    });
  } finally {
    await pool.close();
  }
}

function placeOf(key: string): Place {
  return ['renders', `${key}.json`];
}
