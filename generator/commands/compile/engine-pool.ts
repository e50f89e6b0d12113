import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from 'kubeconform-wasm';
import type { Artefact } from '../../lock.ts';
import type { LockedBytes } from '../../verify/inflation.ts';

/** Engines that are lent out one call at a time; each costs half a second to start, so none starts before it is asked for. */
export interface EnginePool {
  lend<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** At most `width` engines, each a thread of its own; V8 optimises them where so many calls are `expected` that it pays, which is asked when one starts. */
export function enginePool(width: number, expected: () => number = () => 0): EnginePool {
  const started: Promise<Engine>[] = [];
  const free: Engine[] = [];
  const waiting: ((engine: Engine) => void)[] = [];
  const take = (): Promise<Engine> => {
    const engine = free.pop();
    if (engine !== undefined) return Promise.resolve(engine);
    if (started.length >= width) return new Promise((resolve) => waiting.push(resolve));
    const fresh = startEngine(expected);
    started.push(fresh);
    return fresh;
  };
  const giveBack = (engine: Engine) => {
    const next = waiting.shift();
    if (next === undefined) free.push(engine);
    else next(engine);
  };
  return {
    async lend(work) {
      const engine = await take();
      try {
        return await work(engine);
      } finally {
        giveBack(engine);
      }
    },
    async close() {
      await Promise.all(started.map(async (engine) => (await engine).close()));
      if (started.length > 0) setOptimised('no-');
    },
  };
}

// Optimised code builds nearly twice as fast, once it is made: that takes the CPU time of a hundred small builds, and 60 MB.
const optimisedFrom = 150;
// A packed chart of so many bytes takes as long as one of those.
const bytesPerCall = 4096;

/** About how many calls it takes to work on so many things that are made of these artefacts, as far as they are at hand. */
export function expectedCalls(things: number, artefacts: readonly Artefact[], locked: LockedBytes): number {
  const bytes = artefacts.map((artefact) => locked(artefact)?.bytes.length ?? 0);
  return things + bytes.reduce((total, each) => total + each, 0) / bytesPerCall;
}

// Of WebAssembly that V8 has not seen yet; the loader turned it off.
function setOptimised(negation: '' | 'no-'): void {
  for (const flag of ['tier-up', 'dynamic-tiering']) setFlagsFromString(`--${negation}wasm-${flag}`);
}

async function startEngine(expected: () => number): Promise<Engine> {
  const { loadEngine } = await import('kubeconform-wasm');
  // not before the import: V8 takes a compiled piece of the program only under the flags it was made with
  if (expected() >= optimisedFrom) setOptimised('');
  return loadEngine({ wasm: engineFile('engine.wasm.br') });
}

/** A file of the engine, which has the same place beside the program in the repository and in the package. */
function engineFile(name: string): string {
  return join(__dirname, '../../packages/kubeconform-wasm', name);
}

/** The digest that the package states of its module. */
export function engineDigest(): string {
  return readFileSync(engineFile('engine.sha256'), 'utf8').trim();
}
