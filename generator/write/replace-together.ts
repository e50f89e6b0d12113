import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { codeOf, diskFailure } from './disk-failure.ts';
import { exclusively } from './exclusively.ts';
import { quietly } from './quietly.ts';
import { temporaryName } from './temporary-name.ts';

/** A file with what it said when the run began, undefined where there was none, and what it is to say. */
export interface Replacement {
  readonly path: string;
  readonly was: string | undefined;
  readonly text: string;
}

/** Writes all of a few files or none: each text beside its target first, then only renames, which are taken back when one fails. A Failure where someone has changed one of them since, or is doing so. */
export function replaceTogether(files: readonly [Replacement, ...Replacement[]]): void {
  const [{ path }] = files;
  exclusively(join(dirname(path), `.${basename(path)}.upgrade`), () => {
    for (const file of files) refuseChanged(file);
    const prepared: { readonly file: Replacement; readonly target: string; readonly temporary: string }[] = [];
    try {
      for (const file of files) prepared.push({ file, ...prepare(file) });
    } catch (error) {
      for (const { temporary } of prepared) quietly(() => rmSync(temporary, { force: true }));
      throw error;
    }
    for (const [index, { target, temporary }] of prepared.entries()) {
      try {
        renameSync(temporary, target);
      } catch (error) {
        for (const each of prepared.slice(0, index)) quietly(() => takeBack(each.target, each.file));
        for (const each of prepared.slice(index)) quietly(() => rmSync(each.temporary, { force: true }));
        throw diskFailure('write', target, error, 'Nothing was changed.');
      }
    }
  });
}

function refuseChanged({ path, was }: Replacement): void {
  if (textOf(path) === was) return;
  throw new Failure(`${path} was changed while this run worked`, 'Nothing was written. Run again.');
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw diskFailure('read', path, error, 'Nothing was changed.');
  }
}

function prepare({ path, text }: Replacement): { readonly target: string; readonly temporary: string } {
  const found = statSync(path, { throwIfNoEntry: false });
  // a link stays one
  const target = found === undefined ? path : realpathSync(path);
  const temporary = join(dirname(target), temporaryName(basename(target)));
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: found?.mode ?? 0o644 });
  } catch (error) {
    quietly(() => rmSync(temporary, { force: true }));
    throw diskFailure('write', path, error, 'Nothing was changed.');
  }
  return { target, temporary };
}

function takeBack(target: string, { was }: Replacement): void {
  if (was === undefined) rmSync(target, { force: true });
  else writeFileSync(target, was);
}
