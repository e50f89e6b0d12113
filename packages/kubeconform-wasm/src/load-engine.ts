import { fileURLToPath } from 'node:url';
import { type Answer, openHost } from './host.ts';
import { helmRequest, kustomizeRequest, validateRequest, versionsRequest } from './requests.ts';
import type { CallOptions, Engine, EngineOptions, ErrorKind, Result, Verdict, Versions } from './types.ts';
import { readMessage } from './wire.ts';

const defaults = { deadline: 120_000, memoryLimit: 2 ** 30 };

interface Head {
  readonly ok: boolean;
  readonly kind: ErrorKind;
  readonly message: string;
}

function modulePath(wasm: string | URL): string {
  return typeof wasm === 'string' && !wasm.startsWith('file:') ? wasm : fileURLToPath(wasm);
}

function read(answer: Answer): Result<Uint8Array> {
  if ('error' in answer) return { ok: false, error: answer.error };
  const { head, body } = readMessage(answer.message);
  const { ok, kind, message } = head as Head;
  if (!ok) return { ok, error: { kind, message } };
  return { ok, value: body, warnings: answer.printed.split('\n').filter((line) => line !== '') };
}

function parsed<T>(result: Result<Uint8Array>): Result<T> {
  return result.ok ? { ...result, value: JSON.parse(new TextDecoder().decode(result.value)) } : result;
}

function refusal(reason: unknown): { readonly ok: false; readonly error: { kind: 'input'; message: string } } {
  return { ok: false, error: { kind: 'input', message: reason instanceof Error ? reason.message : String(reason) } };
}

/** An engine whose worker starts with the first call and does not keep the process alive. It never rejects, nor do its calls. */
export async function loadEngine(options: EngineOptions = {}): Promise<Engine> {
  const wasm = options.wasm ?? new URL('../engine.wasm.br', import.meta.url);
  const host = openHost({
    wasm: wasm instanceof Uint8Array ? wasm : modulePath(wasm),
    memoryLimit: options.memoryLimit ?? defaults.memoryLimit,
  });

  async function ask<T extends CallOptions>(
    call: T,
    write: (call: T) => Uint8Array<ArrayBuffer>,
  ): Promise<Result<Uint8Array>> {
    try {
      const message = write(call);
      return read(await host.ask(message, call.deadline ?? options.deadline ?? defaults.deadline, call.ahead ?? 0));
    } catch (reason) {
      return refusal(reason);
    }
  }

  return {
    kustomizeBuild: (build) => ask(build, kustomizeRequest),
    helmTemplate: (template) => ask(template, helmRequest),
    validate: async (validation) => parsed<readonly Verdict[]>(await ask(validation, validateRequest)),
    versions: async () => parsed<Versions>(await ask({}, versionsRequest)),
    close: host.close,
  };
}
