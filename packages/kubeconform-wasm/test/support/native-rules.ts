import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { Schema } from './rule-case.ts';

/** Objects of a kind whose schema has rules. */
export interface Question {
  readonly kubernetes: string;
  readonly schema: Schema;
  readonly objects: readonly object[];
}

/** What an API server would say to them; a path is as Kubernetes writes it. */
export interface NativeAnswer {
  readonly uncompiled: readonly string[];
  readonly verdicts: readonly {
    /** Whether something else is wrong after which no rules are asked. */
    readonly blocked: boolean;
    /** What is wrong by the schema alone. */
    readonly schema: readonly string[];
    readonly rules: readonly { readonly path: string; readonly message: string; readonly reason: string }[];
  }[];
}

/** The API server's own code, built once for this machine. */
export interface NativeRules {
  readonly ask: (questions: readonly Question[]) => readonly NativeAnswer[];
}

const sources = join(import.meta.dirname, '../native-rules');

/** The program of test/native-rules, or why it cannot be had. */
export function nativeRules(): NativeRules | { readonly missing: string } {
  const digest = createHash('sha256');
  for (const name of ['main.go', 'go.mod', 'go.sum']) digest.update(readFileSync(join(sources, name)));
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const path = join(cache, 'plinth-tools', `native-rules-${digest.digest('hex').slice(0, 12)}`, 'native-rules');
  if (!existsSync(path)) {
    const env = { ...process.env, GOFLAGS: '-mod=readonly', GOWORK: 'off', CGO_ENABLED: '0' };
    const made = `${path}.${threadId}`; // in two threads at once it is built twice
    const words = ['build', '-trimpath', '-buildvcs=false', '-o', made, '.'];
    const built = spawnSync('go', words, { cwd: sources, env, encoding: 'utf8' });
    if (built.error !== undefined) return { missing: 'Go is not installed' };
    if (built.status !== 0) return { missing: `go build: ${built.stderr.trim().split('\n').at(-1)}` };
    renameSync(made, path);
  }
  return { ask: (questions) => run(path, questions) };
}

function run(path: string, questions: readonly Question[]): readonly NativeAnswer[] {
  const input = JSON.stringify(questions);
  const { status, stdout, stderr } = spawnSync(path, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`native-rules: ${stderr}`);
  return JSON.parse(stdout);
}
