import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from 'kubeconform-wasm';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { Failure } from '../failure.ts';
import type { Compilation } from '../index.ts';
import { located } from '../located.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import { ownerPath } from '../placed-objects.ts';
import type { Tree } from '../tree.ts';
import { ownFiles } from '../verify/overlay-files.ts';
import { type Overlay, type OverlayVerdict, overlaysOf, verifyHub, verifyOverlay } from '../verify.ts';
import { git } from './git.ts';
import { compileFile, type Invocation, rootOf } from './invocation.ts';
import { printOutcome } from './print-outcome.ts';
import { PROGRAM } from './program.ts';
import { verdictCache } from './verdict-cache.ts';

interface VerifyFlags extends Invocation {
  readonly cluster?: string;
  readonly component?: string;
  readonly changed?: boolean;
  readonly complete?: boolean;
}

/** `plinth verify`: builds every overlay with Argo CD's own Kustomize and Helm, and checks every object; 1 when something is wrong, or with `--complete` when a chart had a stand-in. */
export async function runVerify(flags: VerifyFlags): Promise<number> {
  const compilation = compileFile(flags);
  const { source, tree, model, objects } = compilation;
  if (source === undefined || tree === undefined || model === undefined || objects === undefined) {
    printOutcome(flags, compilation, {}, '');
    return 1;
  }
  const chosen = overlaysOf(objects, model).filter(choice(flags, objects, model));
  const verdicts = await withEngine((engine) => verdictsOn(chosen, flags, { tree, model, objects }, engine));
  const findings = located(
    verdicts.flatMap((each) => each.findings),
    source,
  );
  const left = [...new Set(verdicts.flatMap(({ notInflated }) => notInflated))].sort();
  print(flags, compilation, findings, verdicts, left);
  return hasErrors(findings) || (flags.complete === true && left.length > 0) ? 1 : 0;
}

interface Compiled {
  readonly tree: Tree;
  readonly model: Model;
  readonly objects: Objects;
}

/** The engine costs half a second to start, so it is only started when a verdict is not known yet. */
async function withEngine<T>(work: (engine: () => Promise<Engine>) => Promise<T>): Promise<T> {
  let engine: Promise<Engine> | undefined;
  const start = async () => (await import('kubeconform-wasm')).loadEngine({ wasm: moduleFile() });
  try {
    return await work(() => (engine ??= start()));
  } finally {
    await (await engine)?.close();
  }
}

/** The WebAssembly module, beside the package that Plinth is installed with. */
function moduleFile(): string {
  return createRequire(process.argv[1] ?? process.cwd()).resolve('kubeconform-wasm/engine.wasm.br');
}

/** The digest that the package states of its module. */
function engineDigest(): string {
  return readFileSync(join(dirname(moduleFile()), 'engine.sha256'), 'utf8').trim();
}

async function verdictsOn(
  chosen: readonly Overlay[],
  flags: VerifyFlags,
  compiled: Compiled,
  engine: () => Promise<Engine>,
): Promise<readonly OverlayVerdict[]> {
  const { tree, model, objects } = compiled;
  const cache = verdictCache([PROGRAM, engineDigest()]);
  const verdicts: OverlayVerdict[] = [];
  for (const overlay of chosen) {
    const inputs = overlayInputs(overlay, tree, model);
    verdicts.push(await cache.recall(inputs, async () => verifyOverlay(overlay, tree, model, await engine())));
  }
  if (flags.cluster !== undefined || flags.component !== undefined || flags.changed === true) return verdicts;
  const told = [...tree].filter(([path]) => path.startsWith('clusters/'));
  const hub = await cache.recall([told, model.clusters.map(({ facts }) => facts)], async () =>
    verifyHub(objects, tree, model, await engine()),
  );
  return [...verdicts, hub];
}

/** All that a verdict on an overlay depends on, and where its findings would point. */
function overlayInputs({ stage, cluster }: Overlay, tree: Tree, model: Model): readonly unknown[] {
  const { stage: definition, component, clusters } = stage;
  const { name, kubernetes } = cluster.facts;
  const place = ownerPath(model, name, component);
  return [ownFiles(stage, name, tree), clusters.get(name), definition?.providesKinds, name, kubernetes, place];
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
): void {
  const sum = (count: (verdict: OverlayVerdict) => number) => verdicts.reduce((total, each) => total + count(each), 0);
  const upstream = sum(({ byKubernetes }) => byKubernetes);
  const contract = sum(({ byContract }) => byContract);
  const skipped = sum((each) => each.skipped);
  const charts =
    left.length === 0 ? 'every chart inflated' : `${left.length} charts and manifests not inflated: ${left.join(', ')}`;
  const text = `${verdicts.length} builds; ${upstream} objects verified by upstream schema, ${contract} by contract, ${skipped} skipped; ${charts}\n`;
  const result = { overlays: verdicts.length, upstream, contract, skipped, notInflated: left };
  printOutcome(flags, { text: compilation.text, diagnostics: findings }, result, text);
}
