import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { atlasPage } from '../atlas/page.ts';
import { atlasOf, type Compared } from '../atlas.ts';
import { knownViews } from '../build/known-views.ts';
import { hasErrors } from '../diagnostic.ts';
import { sideOf } from '../diff/side.ts';
import { diff } from '../diff.ts';
import { Failure } from '../failure.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import { renderForPeople } from '../render.ts';
import { baseSide } from './base-side.ts';
import { analyseFile } from './compile/compile-file.ts';
import type { Extended } from './extensions/extended.ts';
import { type Invocation, rootOf } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';

interface AtlasFlags extends Invocation {
  readonly out: string;
  readonly compare?: string;
  readonly check?: boolean;
}

/** `plinth atlas`: writes the page of the platform, or with `--check` exits 1 where the one on disk is another. Nothing is written when there is an error. */
export async function runAtlas(flags: AtlasFlags): Promise<number> {
  const analysis = await analyseFile(flags);
  const { source, model, objects, diagnostics, using } = analysis;
  if (source === undefined || model === undefined || objects === undefined || hasErrors(diagnostics)) {
    printOutcome(flags, analysis, {}, 'nothing was written\n');
    return 1;
  }
  // most commands lay nothing out, and start without the library that does
  const { layout } = await import('../atlas/layout.ts');
  const compared =
    flags.compare === undefined ? undefined : await comparedWith(flags.compare, flags, { model, objects, using });
  const page = atlasPage(atlasOf({ source, model, objects, diagnostics }, using.registry, layout, compared));
  return put(page, flags, analysis);
}

interface Now {
  readonly model: Model;
  readonly objects: Objects;
  readonly using: Extended;
}

async function comparedWith(ref: string, flags: AtlasFlags, { model, objects, using }: Now): Promise<Compared> {
  const { platform, root, format } = flags;
  const base = await baseSide({ platform, format, base: ref, ...(root === undefined ? {} : { root }) }, knownViews());
  const { changes } = diff(base.side, sideOf(objects, model, renderForPeople(objects, model, using.registry)));
  return { commit: base.commit, changes };
}

function put(page: string, flags: AtlasFlags, analysis: Parameters<typeof printOutcome>[1]): number {
  const file = resolve(rootOf(flags), flags.out);
  const was = contentOf(file);
  const isSame = was === page;
  const result = { file: flags.out, bytes: Buffer.byteLength(page) };
  if (flags.check === true) {
    const state = was === undefined ? 'missing' : isSame ? 'as platform.yaml says' : 'drifted';
    const todo = isSame ? '' : '; run `plinth atlas` and commit what it writes';
    printOutcome(flags, analysis, { ...result, state }, `${flags.out}: ${state}${todo}\n`);
    return isSame ? 0 : 1;
  }
  if (!isSame) replace(file, page);
  const did = isSame ? 'unchanged' : 'written';
  printOutcome(
    flags,
    analysis,
    { ...result, state: did },
    `${flags.out}: ${did}, ${Math.ceil(result.bytes / 1024)} KiB\n`,
  );
  return 0;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** In one step: a reader has the old page or the new one. */
function replace(file: string, page: string): void {
  const beside = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, page);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Failure(
      `cannot write ${file}: ${(error as { code?: string }).code ?? error}`,
      'name another file with --out',
      error,
    );
  }
}
