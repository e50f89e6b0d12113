import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readSync, rmdirSync } from 'node:fs';
import { Failure } from '../../generator/failure.ts';
import { exclusively } from '../../generator/write/exclusively.ts';
import { write } from '../../generator/write.ts';
import { snapshot } from './snapshot.ts';
import { treeOf } from './trees.ts';

/** What a child process does, one after the other; each prints one line of JSON. */
export type Step =
  /** Waits for a byte on standard input, so that several children begin at once. */
  | { readonly do: 'wait' }
  | { readonly do: 'write'; readonly root: string; readonly version: number; readonly count: number }
  | { readonly do: 'snapshot'; readonly folder: string }
  | { readonly do: 'shell'; readonly command: string }
  /** Makes a file as large as the disk allows. */
  | { readonly do: 'fill'; readonly file: string }
  /** Takes the lock and holds it for some time; `overlap` when another one has it too. */
  | { readonly do: 'hold'; readonly lock: string; readonly marker: string };

function run(step: Step): unknown {
  if (step.do === 'wait') return wait();
  if (step.do === 'write') return attempt(() => write(treeOf(step.version, step.count), step.root));
  if (step.do === 'snapshot') return snapshot(step.folder);
  if (step.do === 'shell') return execFileSync('sh', ['-c', step.command]).toString();
  if (step.do === 'fill') return fill(step.file);
  return attempt(() => exclusively(step.lock, () => hold(step.marker)));
}

function attempt(action: () => unknown): unknown {
  try {
    return { done: action() };
  } catch (error) {
    if (error instanceof Failure) return { failure: error.message, hint: error.hint };
    throw error;
  }
}

function wait(): string {
  process.stdout.write('"ready"\n');
  readSync(0, Buffer.alloc(1));
  return 'go';
}

function hold(marker: string): string {
  try {
    mkdirSync(marker);
  } catch {
    return 'overlap';
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
  rmdirSync(marker);
  return 'alone';
}

function fill(file: string): string {
  for (let size = 1 << 16; size >= 1; size >>= 1) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  return 'full';
}

const steps: readonly Step[] = JSON.parse(process.argv[2] ?? '[]');
for (const step of steps) process.stdout.write(`${JSON.stringify(run(step))}\n`);
