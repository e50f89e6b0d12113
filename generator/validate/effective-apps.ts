import { type Diagnostic, hasErrors, type Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { App } from '../generated/options.ts';
import { own } from '../map.ts';
import type { AppText, Block, PlatformText } from '../platform.ts';
import type { Registry } from '../registry.ts';
import { formProblem } from './app-form.ts';
import { appDecidedAt } from './decided-at.ts';
import { mergeOptions } from './merge.ts';
import { schemaProblems } from './schema-problems.ts';

interface Apps {
  /** By app, where its block can stand alone. */
  readonly baseApps: ReadonlyMap<string, App>;
  /** By cluster, then by app. */
  readonly options: ReadonlyMap<string, ReadonlyMap<string, App>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Merges what differs on a cluster over each app, checks what comes out with the full schema and fills in its defaults. */
export function effectiveApps(text: PlatformText, registry: Registry): Apps {
  const diagnostics: Diagnostic[] = [];
  const options = new Map<string, Map<string, App>>();
  for (const app of Object.keys(text.apps)) {
    for (const cluster of clustersOf(app, text)) {
      const found = text.clusters[cluster] === undefined ? [unknownCluster(app, cluster, text)] : [];
      const block = mergedBlock(text.apps[app] ?? {}, cluster);
      // what is switched off need not be complete, as with components
      if (block['enabled'] === false && !hasErrors(found)) continue;
      const wrong = hasErrors(found) ? found : problems(block, app, cluster, text, registry);
      diagnostics.push(...wrong);
      const here = options.get(cluster) ?? new Map<string, App>();
      options.set(cluster, here.set(app, block as unknown as App));
    }
  }
  return { baseApps: baseApps(text, registry), options, diagnostics };
}

/** The clusters that an app names; the hub when it names none. */
function clustersOf(app: string, { apps, clusters }: PlatformText): readonly string[] {
  const named = apps[app]?.clusters;
  return named === undefined
    ? Object.keys(clusters).filter((each) => clusters[each]?.argocd === 'hub')
    : Object.keys(named);
}

function mergedBlock({ clusters = {}, ...wide }: AppText, cluster?: string): Block {
  const over = cluster === undefined ? {} : ((own(clusters, cluster) ?? {}) as Block);
  return mergeOptions(mergeOptions({}, structuredClone(wide)), structuredClone(over)) as Block;
}

function problems(
  block: Block,
  app: string,
  cluster: string,
  text: PlatformText,
  registry: Registry,
): readonly Diagnostic[] {
  const formed = formProblem(block);
  registry.app(block);
  const found = [...(formed === undefined ? [] : [formed]), ...schemaProblems(registry.app.errors ?? [], [])];
  return found.map((each) => ({
    ...each,
    clusters: [cluster],
    path: appDecidedAt(text, cluster, app, each.path ?? []),
  }));
}

function unknownCluster(app: string, cluster: string, { clusters }: PlatformText): Diagnostic {
  const near = didYouMean(cluster, Object.keys(clusters));
  const path: Path = ['apps', app, 'clusters', cluster];
  const hint =
    near === undefined
      ? `there are ${Object.keys(clusters)
          .map((each) => `\`${each}\``)
          .join(', ')}`
      : `did you mean \`${near}\`?`;
  return { code: 'unknown-cluster', severity: 'error', message: `there is no cluster \`${cluster}\``, hint, path };
}

/** No cluster is looked at, so that adding one moves nothing. */
function baseApps(text: PlatformText, registry: Registry): ReadonlyMap<string, App> {
  const blocks = Object.entries(text.apps).map(([app, written]) => [app, mergedBlock(written)] as const);
  return new Map(
    blocks.flatMap(([app, block]) =>
      formProblem(block) === undefined && registry.app(block) === true ? [[app, block as unknown as App] as const] : [],
    ),
  );
}
