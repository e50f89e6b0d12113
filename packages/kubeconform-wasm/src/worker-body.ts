import type { moduleReader } from './module-reader.ts';

/** What the worker is given when it starts. */
export interface WorkerStart {
  /** A path, or the raw bytes of the module. */
  readonly wasm: string | Uint8Array;
  /** Bytes. */
  readonly memoryLimit: number;
}

/** What the worker is asked. */
export interface WorkerMessage {
  readonly message: Uint8Array;
  /** Milliseconds that the clock of this call is ahead. */
  readonly ahead: number;
}

/** The worker's answer: the module's own, or why there is none; and what was printed. */
export interface WorkerReply {
  readonly answer?: Uint8Array<ArrayBuffer>;
  readonly failure?: { readonly kind: 'panic' | 'engine'; readonly message: string };
  readonly printed: string;
}

/**
 * Everything that runs in the worker, but for what reads the module. It travels as its own source text, so that no bundler has to know of
 * a second file: it must not refer to anything outside itself, nor import.
 */
export function workerBody(readModule: typeof moduleReader): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { createReadStream } = process.getBuiltinModule('node:fs');
  const { createBrotliDecompress } = process.getBuiltinModule('node:zlib');
  const { pipeline } = process.getBuiltinModule('node:stream/promises');
  const { randomFillSync } = process.getBuiltinModule('node:crypto');
  const start: WorkerStart = workerData;
  const success = 0;
  const badDescriptor = 8;
  const notSupported = 52;
  const pageSize = 65_536;
  const printedLimit = 65_536;
  const pieceSize = 262_144;

  interface Instance {
    readonly memory: WebAssembly.Memory;
    readonly allocate: (size: number) => number;
    readonly run: () => bigint;
    readonly wake: (memory: bigint) => void;
  }

  let compiled: WebAssembly.Module | undefined;
  let instance: Instance | undefined;
  let printed = '';
  let ahead = 0;

  function view(): DataView {
    return new DataView((instance as Instance).memory.buffer);
  }

  function print(descriptor: number, vectors: number, count: number, written: number): number {
    if (descriptor !== 1 && descriptor !== 2) return badDescriptor;
    let total = 0;
    for (let index = 0; index < count; index++) {
      const from = view().getUint32(vectors + 8 * index, true);
      const length = view().getUint32(vectors + 8 * index + 4, true);
      if (printed.length < printedLimit)
        printed += new TextDecoder().decode(new Uint8Array(view().buffer, from, length));
      total += length;
    }
    view().setUint32(written, total, true);
    return success;
  }

  function clock(id: number): bigint {
    return id === 0 ? BigInt(Date.now() + ahead) * 1_000_000n : process.hrtime.bigint();
  }

  // Only clocks are ever waited for: there is no descriptor that could become ready.
  function wait(subscriptions: number, events: number, count: number, ready: number): number {
    let shortest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < count; index++) {
      const at = subscriptions + 48 * index;
      if (view().getUint8(at + 8) !== 0) continue;
      const timeout = view().getBigUint64(at + 24, true);
      const absolute = (view().getUint16(at + 40, true) & 1) === 1;
      const left = absolute ? timeout - clock(view().getUint32(at + 16, true)) : timeout;
      shortest = Math.min(shortest, Number(left) / 1e6);
    }
    if (shortest > 0 && shortest < Number.POSITIVE_INFINITY)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, shortest);
    for (let index = 0; index < count; index++) {
      view().setBigUint64(events + 32 * index, view().getBigUint64(subscriptions + 48 * index, true), true);
      view().setUint16(events + 32 * index + 8, success, true);
      view().setUint8(events + 32 * index + 10, view().getUint8(subscriptions + 48 * index + 8));
    }
    view().setUint32(ready, count, true);
    return success;
  }

  function calls(): Record<string, (...values: never[]) => number> {
    return {
      clock_time_get: (id: number, _precision: bigint, target: number) => {
        view().setBigUint64(target, clock(id), true);
        return success;
      },
      random_get: (target: number, size: number) => {
        randomFillSync(new Uint8Array(view().buffer, target, size));
        return success;
      },
      fd_write: print,
      poll_oneoff: wait,
      sched_yield: () => success,
      fd_prestat_get: () => badDescriptor,
      fd_fdstat_get: () => badDescriptor,
      proc_exit: (code: number) => {
        throw new Error(`exit code ${code}`);
      },
    };
  }

  function instantiate(module: WebAssembly.Module): Instance {
    const offered = calls();
    const imports: Record<string, () => number> = {};
    for (const { name } of WebAssembly.Module.imports(module))
      imports[name] = (offered[name] as (() => number) | undefined) ?? (() => notSupported);
    const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
    return exports as unknown as Instance;
  }

  /** Hands on a file piece by piece, unpacked: whole, it would be in memory thrice while it is compiled. */
  async function unpack(file: string, take: (piece: Uint8Array) => void): Promise<void> {
    const stored = createReadStream(file, { highWaterMark: pieceSize });
    const takeAll = async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) take(piece);
    };
    if (!file.endsWith('.br')) return pipeline(stored, takeAll);
    return pipeline(stored, createBrotliDecompress({ chunkSize: pieceSize }), takeAll);
  }

  // The module is a snapshot of itself after its start: it has nothing to initialize, and never asks for arguments or environment.
  async function begin(): Promise<Instance> {
    let begun: Instance | undefined;
    const reader = readModule(Math.floor(start.memoryLimit / pageSize), (code) => {
      compiled ??= new WebAssembly.Module(code);
      begun = instantiate(compiled);
      return new Uint8Array(begun.memory.buffer);
    });
    if (typeof start.wasm === 'string') await unpack(start.wasm, reader.take);
    else reader.take(start.wasm);
    if (begun === undefined || !reader.isComplete()) throw new Error('the module is not complete');
    instance = begun;
    begun.wake(BigInt(Math.floor(start.memoryLimit * 0.7)));
    return begun;
  }

  async function call(message: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const current = instance ?? (await begin());
    const room = current.allocate(message.length) >>> 0; // WebAssembly hands out addresses as signed numbers
    new Uint8Array(current.memory.buffer).set(message, room);
    const packed = BigInt.asUintN(64, current.run());
    const from = Number(packed >> 32n);
    const answer = new Uint8Array(current.memory.buffer).slice(from, from + Number(packed & 0xffff_ffffn));
    // Linear memory never shrinks: an instance that had to grow far is not worth keeping.
    if (current.memory.buffer.byteLength > start.memoryLimit / 2) instance = undefined;
    return answer;
  }

  async function reply(message: Uint8Array): Promise<WorkerReply> {
    printed = '';
    try {
      const answer = await call(message);
      return { answer, printed };
    } catch (reason) {
      const kind = instance === undefined ? 'engine' : 'panic';
      instance = undefined;
      const text = reason instanceof Error ? reason.message : String(reason);
      const first = printed.split('\n').find((line) => /^(panic|fatal error|runtime):/.test(line));
      return { failure: { kind, message: first === undefined ? text : `${first} (${text})` }, printed };
    }
  }

  parentPort?.on('message', async (asked: WorkerMessage) => {
    ahead = asked.ahead;
    const answer = await reply(asked.message);
    parentPort.postMessage(answer, answer.answer === undefined ? [] : [answer.answer.buffer]);
  });
}
