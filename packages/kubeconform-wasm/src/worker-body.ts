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
 * Everything that runs in the worker. It travels as its own source text, so that no bundler has to know of a second file: it must not
 * refer to anything outside itself, nor import.
 */
export function workerBody(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const { brotliDecompressSync } = process.getBuiltinModule('node:zlib');
  const { randomFillSync } = process.getBuiltinModule('node:crypto');
  const start: WorkerStart = workerData;
  const success = 0;
  const badDescriptor = 8;
  const notSupported = 52;
  const pageSize = 65_536;
  const printedLimit = 65_536;

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

  function readNumber(bytes: Uint8Array, from: number): { readonly value: number; readonly next: number } {
    let value = 0;
    let at = from;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return { value, next: at };
    }
  }

  function writeNumber(value: number): readonly number[] {
    return value < 128 ? [value] : [(value & 127) | 128, ...writeNumber(Math.floor(value / 128))];
  }

  function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  // Go's linker writes no maximum into the memory section, and V8 then lets the memory grow to 4 GiB.
  function limitMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    for (let at = 8; at < bytes.length; ) {
      const size = readNumber(bytes, at + 1);
      const end = size.next + size.value;
      if (bytes[at] === 5) {
        const least = readNumber(bytes, size.next + 2);
        const most = Math.max(least.value, Math.floor(start.memoryLimit / pageSize));
        const content = [1, 1, ...writeNumber(least.value), ...writeNumber(most)];
        return join([bytes.subarray(0, at), Uint8Array.of(5, content.length, ...content), bytes.subarray(end)]);
      }
      at = end;
    }
    throw new Error('the module has no memory');
  }

  function compile(): WebAssembly.Module {
    const { wasm } = start;
    const stored = typeof wasm === 'string' ? readFileSync(wasm) : wasm;
    const packed = typeof wasm === 'string' && wasm.endsWith('.br');
    return new WebAssembly.Module(limitMemory(packed ? brotliDecompressSync(stored) : stored));
  }

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

  // The module is a snapshot of itself after its start: it has nothing to initialize, and never asks for arguments or environment.
  function instantiate(module: WebAssembly.Module): Instance {
    const offered = calls();
    const imports: Record<string, () => number> = {};
    for (const { name } of WebAssembly.Module.imports(module))
      imports[name] = (offered[name] as (() => number) | undefined) ?? (() => notSupported);
    const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
    instance = exports as unknown as Instance;
    instance.wake(BigInt(Math.floor(start.memoryLimit * 0.7)));
    return instance;
  }

  function call(message: Uint8Array): Uint8Array<ArrayBuffer> {
    compiled ??= compile();
    const current = instance ?? instantiate(compiled);
    const room = current.allocate(message.length) >>> 0; // WebAssembly hands out addresses as signed numbers
    new Uint8Array(current.memory.buffer).set(message, room);
    const packed = BigInt.asUintN(64, current.run());
    const from = Number(packed >> 32n);
    const answer = new Uint8Array(current.memory.buffer).slice(from, from + Number(packed & 0xffff_ffffn));
    // Linear memory never shrinks: an instance that had to grow far is not worth keeping.
    if (current.memory.buffer.byteLength > start.memoryLimit / 2) instance = undefined;
    return answer;
  }

  function reply(message: Uint8Array): WorkerReply {
    printed = '';
    try {
      const answer = call(message);
      return { answer, printed };
    } catch (reason) {
      const kind = compiled === undefined ? 'engine' : 'panic';
      instance = undefined;
      const text = reason instanceof Error ? reason.message : String(reason);
      const first = printed.split('\n').find((line) => /^(panic|fatal error|runtime):/.test(line));
      return { failure: { kind, message: first === undefined ? text : `${first} (${text})` }, printed };
    }
  }

  parentPort?.on('message', (asked: WorkerMessage) => {
    ahead = asked.ahead;
    const answer = reply(asked.message);
    parentPort.postMessage(answer, answer.answer === undefined ? [] : [answer.answer.buffer]);
  });
}
