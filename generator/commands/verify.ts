import { availableParallelism } from 'node:os';
import { withoutAllowedWarnings } from '../allowances.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { digest } from '../digest.ts';
import { Failure } from '../failure.ts';
import type { Allowance } from '../generated/options.ts';
import { noHost } from '../host.ts';
import { analyse, type Compilation, compile } from '../index.ts';
import { located } from '../located.ts';
import { cacheBeside } from '../lock/vendor.ts';
import { type Artefact, artefactId, artefactsOf } from '../lock.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { type Compiled, keptFolders, type Overlay, type OverlayVerdict, overlaysOf } from '../verify/overlay.ts';
import type { VerifyHost } from '../verify/verify-host.ts';
import { verifyHub } from '../verify/verify-hub.ts';
import { verifyOverlays } from '../verify.ts';
import { checkName } from './check-name.ts';
import { type EnginePool, engineDigest, enginePool, expectedCalls } from './compile/engine-pool.ts';
import { bytesBeside, lockBeside, lockState } from './compile/locked-bytes.ts';
import { withRenders } from './compile/renders.ts';
import { differingFiles } from './differing-files.ts';
import { extended } from './extensions/extended.ts';
import { git } from './git.ts';
import { type Invocation, readPlatform, rootOf } from './invocation.ts';
import { type VerdictCache, verdictCache } from './kept/verdict-cache.ts';
import { kindsInFolder } from './kinds-in-folder.ts';
import { printOutcome } from './print/print-outcome.ts';
import { printVerification, totals, type Verification } from './print/print-verification.ts';
import { withProgress } from './print/with-progress.ts';
import { PROGRAM } from './program.ts';

interface VerifyFlags extends Invocation {
  readonly cluster?: string;
  readonly component?: string;
  readonly changed?: boolean;
  readonly complete?: boolean;
  readonly crds?: string;
  readonly workers?: string;
}

/** `plinth verify`: builds every overlay with Argo CD's own Kustomize and Helm, and checks every object; 1 when something is wrong, or with `--complete` when a chart had a stand-in. That files on the disk are others is only said. */
export async function runVerify(flags: VerifyFlags): Promise<number> {
  const bytes = readPlatform(flags.platform);
  const using = await extended(bytes, flags.platform);
  const cache = verdictCache([PROGRAM, engineDigest()]);
  const compiled = (to: typeof compile) =>
    withRenders(
      () => lockBeside(flags.platform),
      cacheBeside(flags.platform),
      (rendered) => using.compiled((registry) => to(bytes, registry, { ...noHost, rendered })),
    );
  const work = async () => verification(await compiled(compile), flags, { cache, registry: using.registry });
  const key = wholeRun(flags, bytes, using.digest);
  const known = key === undefined ? await work() : await cache.recall(key, work);
  if (known === undefined) {
    printOutcome(flags, await compiled(analyse), {}, '');
    return 1;
  }
  printVerification(flags, new TextDecoder().decode(bytes), known, await differingFiles(bytes, flags));
  return hasErrors(known.diagnostics) || (flags.complete === true && known.notInflated.length > 0) ? 1 : 0;
}

/** What the whole run depends on, in a key; undefined where that is more than these files. */
function wholeRun(flags: VerifyFlags, bytes: Uint8Array, extensions: string | undefined): string | undefined {
  if (flags.changed === true || flags.crds !== undefined) return undefined;
  widthFor(flags, 0);
  const text = Buffer.from(bytes).toString('latin1');
  return digest(
    'run',
    text,
    extensions ?? null,
    lockState(flags.platform),
    flags.cluster ?? null,
    flags.component ?? null,
  );
}

interface Means {
  readonly cache: VerdictCache;
  readonly registry: Registry;
}

/** Works out all of it that no earlier run has; undefined where the platform has errors. */
async function verification(
  compilation: Compilation,
  flags: VerifyFlags,
  means: Means,
): Promise<Verification | undefined> {
  const { source, tree, model, objects } = compilation;
  if (source === undefined || tree === undefined || model === undefined || objects === undefined) return undefined;
  const chosen = overlaysOf(objects, model).filter(choice(flags, objects, model));
  const pool = enginePool(widthFor(flags, chosen.length), () =>
    expectedCalls(chosen.length, artefactsIn(chosen), bytesBeside(flags.platform)),
  );
  try {
    const host = hostOf(flags, pool, means.cache, chosen.length);
    const verdicts = await withProgress('overlays verified', (onProgress) =>
      verdictsOn(chosen, flags, { tree, model, objects }, { ...host, onProgress }),
    );
    const { allowed = [] } = source.value as { readonly allowed?: readonly Allowance[] };
    const built = verdicts.flatMap((each) => each.findings);
    const findings = await withValues(built, flags, { objects, model }, chosen, means);
    const diagnostics = located(withoutAllowedWarnings(findings, allowed), source);
    return {
      diagnostics,
      ...totals(verdicts),
      artefacts: artefactsIn(chosen).length,
      keptByHand: keptFolders(objects),
    };
  } finally {
    await pool.close();
  }
}

// An engine takes as long to start as it takes to build a dozen overlays.
const overlaysPerEngine = 24;

function widthFor({ workers }: VerifyFlags, overlays: number): number {
  if (workers === undefined)
    return Math.max(1, Math.min(availableParallelism(), Math.floor(overlays / overlaysPerEngine)));
  const width = Number(workers);
  if (/^\d+$/.test(workers) && width >= 1 && width <= 64) return width;
  throw new Failure(`--workers takes a number from 1 to 64, not ${JSON.stringify(workers)}`);
}

function hostOf(flags: VerifyFlags, pool: EnginePool, cache: VerdictCache, overlays: number): VerifyHost {
  const given = flags.crds === undefined ? { key: '', lookup: () => undefined } : kindsInFolder(flags.crds);
  return {
    width: widthFor(flags, overlays),
    engine: (work) => pool.lend(work),
    locked: bytesBeside(flags.platform),
    given,
    recall: (key, work) => cache.recall(key, work),
  };
}

async function verdictsOn(
  chosen: readonly Overlay[],
  flags: VerifyFlags,
  compiled: Compiled,
  host: VerifyHost,
): Promise<readonly OverlayVerdict[]> {
  const verdicts = await verifyOverlays(chosen, compiled, host);
  if (flags.cluster !== undefined || flags.component !== undefined || flags.changed === true) return verdicts;
  return [...verdicts, await verifyHub(compiled, host)];
}

/** The findings, and what the charts of the chosen overlays say of their values. */
async function withValues(
  findings: readonly Diagnostic[],
  flags: VerifyFlags,
  compiled: Pick<Compiled, 'objects' | 'model'>,
  chosen: readonly Overlay[],
  { cache, registry }: Means,
): Promise<readonly Diagnostic[]> {
  // only this reads schemas of charts, and every millisecond of the other commands' start counts
  const { valuesTruth, withoutRefusals } = await import('../verify/values-truth.ts');
  const all = await valuesTruth(compiled, registry, {
    locked: bytesBeside(flags.platform),
    recall: cache.recall,
  });
  const isChosen = (component: string, cluster: string) =>
    chosen.some(({ stage, cluster: { facts } }) => stage.component === component && facts.name === cluster);
  const own = all.filter(({ component = 'apps', clusters = [] }) => clusters.some((each) => isChosen(component, each)));
  return [...own, ...withoutRefusals(findings, own)];
}

/** The different charts and manifests that these overlays take from upstream. */
function artefactsIn(overlays: readonly Overlay[]): readonly Artefact[] {
  const upstreams = overlays.flatMap(({ stage, cluster }) => stage.clusters.get(cluster.facts.name)?.upstream ?? []);
  return [...new Map(upstreams.flatMap(artefactsOf).map((each) => [artefactId(each), each])).values()];
}

function choice(flags: VerifyFlags, objects: Objects, { clusters }: Model): (overlay: Overlay) => boolean {
  checkName(
    'cluster',
    flags.cluster,
    clusters.map(({ facts }) => facts.name),
  );
  checkName(
    'component',
    flags.component,
    objects.stages.map(({ component }) => component),
  );
  const changed = flags.changed === true ? changedFolders(rootOf(flags)) : undefined;
  return ({ stage, cluster }) =>
    (flags.cluster === undefined || cluster.facts.name === flags.cluster) &&
    (flags.component === undefined || stage.component === flags.component) &&
    (changed === undefined || changed.has(`${stage.component}/${stage.name}`));
}

/** The stages with a file that differs from the last commit. */
function changedFolders(root: string): ReadonlySet<string> {
  const tracked = git(['diff', '--name-only', '--relative', 'HEAD', '--', 'kustomize'], root).toString();
  const untracked = git(['ls-files', '--others', '--exclude-standard', '--', 'kustomize'], root).toString();
  return new Set(`${tracked}${untracked}`.split('\n').map((path) => path.split('/').slice(1, 3).join('/')));
}
