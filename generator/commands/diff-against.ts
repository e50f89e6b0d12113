import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { type Against, against } from '../diff/against.ts';
import type { CausesOf } from '../diff/causes.ts';
import { type FolderObjects, folderObjects } from '../diff/folder/folder-objects.ts';
import type { Refusal } from '../diff/folder/refusal.ts';
import { makers } from '../diff/makers.ts';
import { isIn, onlyIn } from '../diff/only-in.ts';
import { type Risk, rank } from '../diff/risk.ts';
import { sideOf, type Unit } from '../diff/side.ts';
import { type Difference, diff } from '../diff.ts';
import { Failure } from '../failure.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { artefactsOf, nameOf } from '../lock.ts';
import { buildOverlay, plain } from '../verify/build-overlay.ts';
import { fullVersion } from '../verify/full-version.ts';
import { type Compiled, overlaysOf } from '../verify/overlay.ts';
import { checkFlags } from './check-flags.ts';
import { checkName } from './check-name.ts';
import { compileFile } from './compile/compile-file.ts';
import { type EnginePool, enginePool } from './compile/engine-pool.ts';
import { bytesBeside } from './compile/locked-bytes.ts';
import { disk } from './disk.ts';
import type { Invocation } from './invocation.ts';
import { printComparison } from './print/print-comparison.ts';
import { printOutcome } from './print/print-outcome.ts';

interface AgainstFlags extends Omit<Invocation, 'format'> {
  readonly against: readonly string[];
  readonly cluster?: string;
  readonly stage?: string;
  readonly failOn?: Risk;
  readonly format: 'text' | 'json' | 'markdown';
}

/** `plinth diff --against`: what one cluster gets from the platform on disk, with what its charts bring as far as they are locked, against manifests that are there already. Exit code 1 as for any diff, and where a folder cannot be built. */
export async function diffAgainst(flags: AgainstFlags): Promise<number> {
  const { format, ...rest } = flags;
  const printing: Invocation = { ...rest, format: format === 'json' ? 'json' : 'text' };
  const compilation = await compileFile(printing);
  const { tree, objects, model, source } = compilation;
  if (source === undefined || tree === undefined || objects === undefined || model === undefined) {
    printOutcome(printing, compilation, {}, 'nothing was compared\n');
    return 1;
  }
  const compiled = { tree, objects, model };
  const cluster = chosenCluster(flags.cluster, compiled);
  checkFlags(flags, [...sideOf(objects, model, new Map()).units.values()]);
  const pool = enginePool(1);
  try {
    const folders = await manifestsIn(flags, cluster.facts.kubernetes, pool);
    if ('refused' in folders) {
      printOutcome(printing, { text: '', diagnostics: [asDiagnostic(folders)] }, {}, 'nothing was compared\n');
      return 1;
    }
    const own = await unitsOf(cluster.facts.name, compiled, flags, pool);
    return compared(flags, cluster.facts, folders, { ...own, why: makers({ source, model }, own.units) });
  } finally {
    await pool.close();
  }
}

function compared(
  flags: AgainstFlags,
  { name, kubernetes }: { readonly name: string; readonly kubernetes: string },
  folders: FolderObjects,
  own: OwnUnits & { readonly why: CausesOf },
): number {
  const sides = against(own.units, folders.objects, kubernetes, shown);
  const whole = diff(sides.before, sides.after, own.why);
  const found = onlyIn(whole, flags.stage, ['added']);
  const leftOut = [...own.leftOut, ...folders.leftOut.map(shownIn)];
  const notes = [...notesOn(sides, whole.changes.length - found.changes.length), ...listed(leftOut)];
  const [first = '', second] = flags.against;
  const folder = second === undefined ? first : `${flags.against.length} folders`;
  printComparison(flags.format, found, {
    with: `${folder} on ${name}; ${sides.same} objects are the same`,
    facts: { against: flags.against, cluster: name, same: sides.same, notCompared: leftOut },
    notes,
  });
  return fails(flags.failOn, found, leftOut) ? 1 : 0;
}

function listed(leftOut: readonly string[]): readonly string[] {
  return leftOut.map((each) => `not compared: ${each}`);
}

/** What is not compared may hold any change that a chart can make. */
function fails(failOn: Risk | undefined, { changes, risk }: Difference, leftOut: readonly string[]): boolean {
  if (failOn === undefined) return false;
  if (leftOut.length > 0 && rank('objects-unknown') >= rank(failOn)) return true;
  return changes.length > 0 && rank(risk) >= rank(failOn);
}

function notesOn({ placed, told }: Against, elsewhere: number): readonly string[] {
  const none =
    placed.length === 0 ? [] : [`without a namespace, taken for the one of their name: ${placed.join(', ')}`];
  const argo =
    told.length === 0
      ? []
      : [`${told.length} objects tell Argo CD where the others come from, and are new: Applications, their projects`];
  const others =
    elsewhere === 0 ? [] : [`${elsewhere} objects of other stages are in no folder: leave --stage out to see them`];
  return [...none, ...argo, ...others];
}

function chosenCluster(name: string | undefined, { model }: Compiled) {
  const names = model.clusters.map(({ facts }) => facts.name);
  checkName('cluster', name, names);
  const [first, ...others] = model.clusters.filter(({ facts }) => name === undefined || facts.name === name);
  if (first !== undefined && others.length === 0) return first;
  throw new Failure(
    `manifests are compared with one cluster, and the platform has ${names.length}`,
    `say which: ${names
      .slice(0, 5)
      .map((each) => `--cluster ${each}`)
      .join(', ')}${names.length > 5 ? ', …' : ''}`,
  );
}

async function manifestsIn(
  flags: AgainstFlags,
  kubernetes: string,
  pool: EnginePool,
): Promise<FolderObjects | Refusal> {
  const here = disk();
  const folders = flags.against.map((each) => resolve(each));
  for (const folder of folders)
    if (here.list(folder).length === 0)
      throw new Failure(
        `${shown(folder)} is no folder with files`,
        '`--against` takes folders of manifests or kustomizations',
      );
  const locked = bytesBeside(flags.platform);
  const kubeVersion = fullVersion(kubernetes);
  const found = await folderObjects(folders, { disk: here, locked, kubeVersion, engine: (work) => pool.lend(work) });
  if ('refused' in found || found.objects.length > 0 || found.leftOut.length > 0) return found;
  throw new Failure(
    `${flags.against.join(', ')} holds no object`,
    '`--against` takes folders of manifests or kustomizations',
  );
}

/** A cluster's objects by stage, those that charts bring among them, and what is not known of them. */
interface OwnUnits {
  readonly units: readonly Unit[];
  readonly leftOut: readonly string[];
}

async function unitsOf(
  cluster: string,
  compiled: Compiled,
  { platform, stage: asked }: AgainstFlags,
  pool: EnginePool,
): Promise<OwnUnits> {
  const { objects, model } = compiled;
  const all = [...sideOf(objects, model, new Map()).units.values()].filter((unit) => unit.cluster === cluster);
  const leftOut = keptByHand(cluster, compiled);
  const brought = new Map<string, readonly KubernetesObject[]>();
  const locked = bytesBeside(platform);
  for (const overlay of overlaysOf(objects, model).filter((each) => each.cluster.facts.name === cluster)) {
    const { component, name, clusters } = overlay.stage;
    const upstream = clusters.get(cluster)?.upstream;
    if (upstream === undefined || (asked !== undefined && !isIn(`${component}/${name}`, asked))) continue;
    const missing = artefactsOf(upstream).filter((each) => locked(each) === undefined);
    if (missing.length > 0) {
      leftOut.push(`${missing.map(nameOf).join(', ')} of ${component}/${name}: \`plinth lock\` fetches it`);
      continue;
    }
    const built = await pool.lend((engine) => buildOverlay(overlay, compiled, engine, locked));
    leftOut.push(...built.problems.map((each) => `${component}/${name}: ${each}`));
    brought.set(`${component}/${name}`, built.brought);
  }
  const units = all.map(({ taken: _, ...unit }) => {
    return { ...unit, objects: plain([...unit.objects, ...(brought.get(unit.stage) ?? [])]) };
  });
  return { units, leftOut };
}

function keptByHand(cluster: string, { objects }: Compiled): string[] {
  return objects.stages.flatMap(({ clusters }) => {
    const path = clusters.get(cluster)?.folder?.path;
    return path === undefined ? [] : [`${path}: a folder that people keep by hand; name it with --against as well`];
  });
}

function asDiagnostic({ refused }: Refusal): Diagnostic {
  const { file, position, message } = refused;
  const hint = 'nothing is fetched or changed: `kustomize build` of that folder says the same';
  return {
    code: 'unbuildable-folder',
    severity: 'error',
    message: shownIn(message),
    hint,
    file: shown(file),
    position,
  };
}

/** A path as people would type it here. */
function shown(path: string): string {
  const here = relative('.', path);
  return here.startsWith('../../..') ? path : here === '' ? '.' : here;
}

function shownIn(text: string): string {
  return text.replaceAll(`${resolve('.')}/`, '');
}
