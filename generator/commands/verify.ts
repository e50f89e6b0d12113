import { availableParallelism } from 'node:os';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { Failure } from '../failure.ts';
import type { Compilation } from '../index.ts';
import { located } from '../located.ts';
import { artefactId, artefactsOf } from '../lock.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import { verifyHub } from '../verify/verify-hub.ts';
import {
  type Compiled,
  type Overlay,
  type OverlayVerdict,
  overlaysOf,
  type VerifyHost,
  verifyOverlays,
} from '../verify.ts';
import { type EnginePool, engineDigest, enginePool } from './engine-pool.ts';
import { git } from './git.ts';
import { compileFile, type Invocation, rootOf } from './invocation.ts';
import { kindsInFolder } from './kinds-in-folder.ts';
import { lockedBytes } from './locked-bytes.ts';
import { printOutcome } from './print-outcome.ts';
import { PROGRAM } from './program.ts';
import { verdictCache } from './verdict-cache.ts';

interface VerifyFlags extends Invocation {
  readonly cluster?: string;
  readonly component?: string;
  readonly changed?: boolean;
  readonly complete?: boolean;
  readonly crds?: string;
  readonly workers?: string;
}

/** `plinth verify`: builds every overlay with Argo CD's own Kustomize and Helm, and checks every object; 1 when something is wrong, or with `--complete` when a chart had a stand-in. */
export async function runVerify(flags: VerifyFlags): Promise<number> {
  const compilation = compileFile(flags);
  const { source, tree, model, objects } = compilation;
  if (source === undefined || tree === undefined || model === undefined || objects === undefined) {
    printOutcome(flags, compilation, {}, '');
    return 1;
  }
  const compiled = { tree, model, objects };
  const chosen = overlaysOf(objects, model).filter(choice(flags, objects, model));
  const pool = enginePool(widthFor(flags, chosen.length));
  try {
    const verdicts = await verdictsOn(chosen, flags, compiled, hostOf(flags, pool, chosen.length));
    const findings = located(
      verdicts.flatMap((each) => each.findings),
      source,
    );
    const left = [...new Set(verdicts.flatMap(({ notInflated }) => notInflated))].sort();
    print(flags, compilation, findings, verdicts, left, artefactCount(chosen));
    return hasErrors(findings) || (flags.complete === true && left.length > 0) ? 1 : 0;
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

function hostOf(flags: VerifyFlags, pool: EnginePool, overlays: number): VerifyHost {
  const given = flags.crds === undefined ? { key: '', lookup: () => undefined } : kindsInFolder(flags.crds);
  const cache = verdictCache([PROGRAM, engineDigest()]);
  return {
    width: widthFor(flags, overlays),
    engine: (work) => pool.lend(work),
    locked: lockedBytes(flags.platform),
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

/** How many different charts and manifests these overlays take from upstream. */
function artefactCount(overlays: readonly Overlay[]): number {
  const upstreams = overlays.flatMap(({ stage, cluster }) => stage.clusters.get(cluster.facts.name)?.upstream ?? []);
  return new Set(upstreams.flatMap(artefactsOf).map(artefactId)).size;
}

function choice(flags: VerifyFlags, objects: Objects, { clusters }: Model): (overlay: Overlay) => boolean {
  known(
    'cluster',
    flags.cluster,
    clusters.map(({ facts }) => facts.name),
  );
  known(
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

function known(what: string, name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return;
  const near = didYouMean(name, names);
  throw new Failure(
    `the platform has no ${what} \`${name}\``,
    near === undefined ? `it has ${[...new Set(names)].join(', ')}` : `did you mean \`${near}\`?`,
  );
}

/** The stages with a file that differs from the last commit. */
function changedFolders(root: string): ReadonlySet<string> {
  const tracked = git(['diff', '--name-only', '--relative', 'HEAD', '--', 'kustomize'], root).toString();
  const untracked = git(['ls-files', '--others', '--exclude-standard', '--', 'kustomize'], root).toString();
  return new Set(`${tracked}${untracked}`.split('\n').map((path) => path.split('/').slice(1, 3).join('/')));
}

function print(
  flags: Invocation,
  compilation: Compilation,
  findings: readonly Diagnostic[],
  verdicts: readonly OverlayVerdict[],
  left: readonly string[],
  wanted: number,
): void {
  const sum = (count: (verdict: OverlayVerdict) => number) => verdicts.reduce((total, each) => total + count(each), 0);
  const upstream = sum(({ byKubernetes, byDefinition }) => byKubernetes + byDefinition);
  const contract = sum(({ byContract }) => byContract);
  const skipped = sum((each) => each.skipped);
  const rules = sum((each) => each.rules);
  const rulesLeft = sum((each) => each.rulesLeft);
  const charts =
    left.length === 0
      ? 'every chart inflated'
      : `${left.length} of ${wanted} charts and manifests not inflated: ${left.join(', ')}`;
  const text = `${verdicts.length} builds; ${upstream} objects verified by upstream schema, ${contract} by contract, ${skipped} skipped; ${rules} rules asked, ${rulesLeft} not; ${charts}\n`;
  const result = { overlays: verdicts.length, upstream, contract, skipped, rules, rulesLeft, notInflated: left };
  printOutcome(flags, { text: compilation.text, diagnostics: findings }, result, text);
}
