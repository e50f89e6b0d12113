import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';

/** What a reader made of a document: its value, or why it refused. */
export interface Reading {
  readonly value?: unknown;
  readonly error?: string;
}

/** A program that reads a batch of documents in one process; `missing` says why it cannot run here. */
export interface Program {
  readonly name: string;
  readonly missing: string | undefined;
  readonly read: (documents: readonly string[]) => Readonly<Record<string, readonly Reading[]>>;
}

/** The readers that run in this process, by name. */
export const libraries: Readonly<Record<string, (document: string) => unknown>> = {
  'yaml 1.2': (document) => parse(document),
  'yaml 1.1': (document) => parse(document, { version: '1.1' }),
  'js-yaml 1.2': (document) => load(document, { schema: CORE_SCHEMA }),
  'js-yaml 1.1': (document) => load(document, { schema: YAML11_SCHEMA }),
};

/** The readers of Python and Go. */
export const programs: readonly Program[] = [
  program('Python', ['python3', '-c', 'import yaml'], ['python3', 'read.py'], '.'),
  program('Go', ['go', 'mod', 'download'], ['go', 'run', '.'], 'go-reader'),
];

/** Runs a command in a folder beside this file and gives its output; throws with what it printed unless it exits with 0. */
export function run(command: readonly string[], folder: string, input = ''): string {
  const [file = '', ...rest] = command;
  const result = spawnSync(file, rest, {
    cwd: join(import.meta.dirname, folder),
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (result.status !== 0) {
    throw new Error(`${command.join(' ')}: ${result.error?.message ?? `${result.stdout}${result.stderr}`.trim()}`);
  }
  return result.stdout;
}

/** Why a command cannot run here, or undefined when it can. */
export function missing(command: readonly string[], folder = '.'): string | undefined {
  try {
    run(command, folder);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function program(name: string, probe: readonly string[], command: readonly string[], folder: string): Program {
  return {
    name,
    missing: missing(probe, folder),
    read: (documents) => JSON.parse(run(command, folder, JSON.stringify(documents))),
  };
}
