import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from 'kubeconform-wasm';

/** Engines that are lent out one call at a time; each costs half a second to start, so none starts before it is asked for. */
export interface EnginePool {
  lend<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** At most `width` engines, each a thread of its own. */
export function enginePool(width: number): EnginePool {
  const started: Promise<Engine>[] = [];
  const free: Engine[] = [];
  const waiting: ((engine: Engine) => void)[] = [];
  const take = (): Promise<Engine> => {
    const engine = free.pop();
    if (engine !== undefined) return Promise.resolve(engine);
    if (started.length >= width) return new Promise((resolve) => waiting.push(resolve));
    const fresh = startEngine();
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
    close: async () => void (await Promise.all(started.map(async (engine) => (await engine).close()))),
  };
}

async function startEngine(): Promise<Engine> {
  const { loadEngine } = await import('kubeconform-wasm');
  return loadEngine({ wasm: moduleFile() });
}

/** The WebAssembly module, beside the package that Plinth is installed with; the command may be a link to it. */
function moduleFile(): string {
  return createRequire(realpathSync(process.argv[1] ?? process.cwd())).resolve('kubeconform-wasm/engine.wasm.br');
}

/** The digest that the package states of its module. */
export function engineDigest(): string {
  return readFileSync(join(dirname(moduleFile()), 'engine.sha256'), 'utf8').trim();
}
