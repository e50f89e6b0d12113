import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';
import type { Step } from './child.ts';

/** Bundles `child.ts` for a test file; the bundle vanishes with the tests. */
export function buildChild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-child-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'child.mjs');
  const entry = join(import.meta.dirname, 'child.ts');
  buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' });
  return outfile;
}

/** A process of its own that goes through `steps`; `before` is a command that starts it (`unshare …`). */
export function start(child: string, steps: readonly Step[], before: readonly string[] = []): Run {
  const [command = '', ...words] = [...before, process.execPath, child, JSON.stringify(steps)];
  const run = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  // A child that was killed does not read what it is told.
  run.stdin.on('error', () => undefined);
  const ended = once(run, 'exit');
  const lines = text(run.stdout).then((output) => output.split('\n').filter((line) => line !== ''));
  return { process: run, ended, ready: once(run.stdout, 'data'), results: lines.then((all) => all.map(parse)) };
}

/** A started child: `ready` when it waits, `results` of its steps when it is gone. */
export interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly ready: Promise<unknown>;
  readonly results: Promise<readonly Result[]>;
}

/** What a step printed; each step has its own of these. */
export interface Result {
  readonly done?: unknown;
  readonly failure?: string;
  readonly hint?: string;
}

/** Lets all children that wait begin at once. */
export async function begin(runs: readonly Run[]): Promise<void> {
  await Promise.all(runs.map(({ ready }) => ready));
  for (const run of runs) run.process.stdin?.write('!');
}

function parse(line: string): Result {
  const value: Result = JSON.parse(line);
  return value;
}
