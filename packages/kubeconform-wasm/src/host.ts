import { Worker } from 'node:worker_threads';
import { moduleReader } from './module-reader.ts';
import type { EngineError } from './types.ts';
import { type WorkerMessage, type WorkerReply, type WorkerStart, workerBody } from './worker-body.ts';

/** An answer of the module with what it printed, or why there is none, and whether the worker is lost with it. */
export type Answer =
  | { readonly message: Uint8Array; readonly printed: string }
  | { readonly error: EngineError; readonly lost: boolean };

/** A worker that answers messages one at a time; it starts with the first one, and anew after it died. `ask` never rejects. */
export interface Host {
  readonly ask: (message: Uint8Array<ArrayBuffer>, deadline: number, ahead: number) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

function fault(kind: EngineError['kind'], message: string): Answer {
  return { error: { kind, message }, lost: true };
}

function read(reply: WorkerReply): Answer {
  if (reply.answer !== undefined) return { message: reply.answer, printed: reply.printed };
  return { error: reply.failure ?? { kind: 'panic', message: 'the worker gave no answer' }, lost: false };
}

function launch(start: WorkerStart, onExit: () => void): Worker {
  const worker = new Worker(`(${workerBody})(${moduleReader})`, {
    eval: true,
    name: 'kubeconform-wasm',
    workerData: start,
    // Go recurses on V8's stack; 4 MiB, the default, ends at documents some thousand levels deep.
    resourceLimits: { stackSizeMb: 64 },
    execArgv: [],
  });
  // An error nobody listens to would end the process; whoever waits for an answer hears of it as well.
  worker.on('error', () => {});
  worker.once('exit', onExit);
  worker.unref();
  return worker;
}

/** One question to one worker; who asks waits for an answer, its end, the deadline or the end of the engine. */
function exchange(worker: Worker, asked: WorkerMessage, deadline: number, closed: AbortSignal) {
  return new Promise<Answer>((resolve) => {
    const onMessage = (reply: WorkerReply) => settle(read(reply));
    const onError = (reason: unknown) => settle(fault('panic', `the worker failed: ${String(reason)}`));
    const onExit = (code: number) => settle(fault('panic', `the worker ended with code ${code}`));
    const onClose = () => settle(fault('closed', 'the engine was closed'));
    const onDeadline = () => settle(fault('deadline', `no answer within ${deadline} ms`));
    const timer = setTimeout(onDeadline, deadline);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      closed.removeEventListener('abort', onClose);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit).unref();
      resolve(answer);
    };
    closed.addEventListener('abort', onClose);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit).ref();
    worker.postMessage(asked, [asked.message.buffer as ArrayBuffer]);
  });
}

/** A host whose worker is not started yet. */
export function openHost(start: WorkerStart): Host {
  const closing = new AbortController();
  const { signal } = closing;
  let worker: Worker | undefined;
  let before: Promise<unknown> = Promise.resolve();

  function living(): Worker {
    if (worker !== undefined) return worker;
    const started: Worker = launch(start, () => {
      if (worker === started) worker = undefined;
    });
    worker = started;
    return started;
  }

  async function answer(asked: WorkerMessage, deadline: number): Promise<Answer> {
    if (signal.aborted) return fault('closed', 'the engine is closed');
    const current = living();
    const given = await exchange(current, asked, deadline, signal);
    if ('error' in given && given.lost) await current.terminate();
    return given;
  }

  return {
    ask(message, deadline, ahead) {
      const turn = before
        .then(() => answer({ message, ahead }, deadline))
        .catch((reason) => fault('engine', String(reason)));
      before = turn;
      return turn;
    },
    async close() {
      closing.abort();
      await before;
      await worker?.terminate();
    },
  };
}
