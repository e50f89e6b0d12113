import { type Diagnostic, hasErrors, type Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { App, Site } from '../generated/options.ts';
import { own } from '../map.ts';
import type { AppText, Block, PlatformText } from '../platform.ts';
import type { Registry } from '../registry.ts';
import type { PlacedSite } from '../site.ts';
import { siteApp } from '../sites/site-app.ts';
import { formProblem } from './app-form.ts';
import { blockDecidedAt } from './decided-at.ts';
import { mergeOptions } from './merge.ts';
import { schemaProblems } from './schema-problems.ts';

interface Apps {
  /** By app, where its block can stand alone. */
  readonly baseApps: ReadonlyMap<string, App>;
  /** By cluster, then by app. */
  readonly options: ReadonlyMap<string, ReadonlyMap<string, App>>;
  readonly sites: readonly PlacedSite[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An app or a site as it is written, and where. */
interface Written {
  readonly room: 'apps' | 'sites';
  readonly name: string;
  readonly text: AppText;
}

/** Merges what differs on a cluster over each app and each site, checks what comes out with the full schema and fills in its defaults. */
export function effectiveApps(text: PlatformText, registry: Registry): Apps {
  const diagnostics: Diagnostic[] = [...sameNames(text)];
  const options = new Map<string, Map<string, App>>();
  const sites: PlacedSite[] = [];
  for (const written of allIn(text)) {
    for (const cluster of clustersOf(written, text)) {
      const found = text.clusters[cluster] === undefined ? [unknownCluster(written, cluster, text)] : [];
      const block = mergedBlock(written.text, cluster);
      const isOff = block['enabled'] === false;
      const wrong = hasErrors(found) ? found : problems(block, written, cluster, text, registry);
      if (written.room === 'sites' && !hasErrors(wrong))
        sites.push({ name: written.name, cluster, options: block as unknown as Site });
      // what is switched off need not be complete, as with components
      if (isOff && !hasErrors(found)) continue;
      diagnostics.push(...wrong);
      const here = options.get(cluster) ?? new Map<string, App>();
      if (!hasErrors(wrong)) here.set(written.name, appOf(written, block, text, registry));
      options.set(cluster, here);
    }
  }
  return { baseApps: baseApps(text, registry), options, sites: sites.sort(byNameAndCluster), diagnostics };
}

function byNameAndCluster(one: PlacedSite, other: PlacedSite): number {
  const [a, b] = [one, other].map(({ name, cluster }) => `${name} ${cluster}`) as [string, string];
  return a < b ? -1 : 1;
}

function allIn({ apps, sites }: PlatformText): readonly Written[] {
  const within = (room: Written['room'], all: PlatformText['apps']) =>
    // `acets:` with nothing behind it is a block that says nothing
    Object.entries(all).map(([name, text]: readonly [string, AppText | null]) => ({ room, name, text: text ?? {} }));
  return [...within('apps', apps), ...within('sites', sites)];
}

/** The clusters that an app names; the hub when it names none. */
function clustersOf({ text: { clusters: named } }: Written, { clusters }: PlatformText): readonly string[] {
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
  { room, name }: Written,
  cluster: string,
  text: PlatformText,
  registry: Registry,
): readonly Diagnostic[] {
  const formed = room === 'apps' ? formProblem(block) : undefined;
  const check = room === 'apps' ? registry.app : registry.site;
  const found = [...(formed === undefined ? [] : [formed]), ...schemaProblems(check.errors(block), [])];
  return found.map((each) => ({
    ...each,
    clusters: [cluster],
    path: blockDecidedAt(text, cluster, [room, name], each.path),
  }));
}

/** What is checked and complete, as an app; the defaults of a site are not all that an app has. */
function appOf({ room, name }: Written, block: Block, { access }: PlatformText, registry: Registry): App {
  if (room === 'apps') return block as unknown as App;
  const made = siteApp(name, block as unknown as Site, access?.organization ?? '') as unknown as Block;
  registry.app.errors(made);
  return made as unknown as App;
}

/** An app and a site would have one namespace and one folder. */
function sameNames({ apps, sites }: PlatformText): readonly Diagnostic[] {
  return Object.keys(sites)
    .filter((name) => Object.hasOwn(apps, name))
    .map((name) => ({
      code: 'duplicate-name',
      severity: 'error',
      message: `\`${name}\` is the name of an app and of a site`,
      hint: 'rename the site; each has a namespace and a folder of its name',
      path: ['sites', name],
      at: 'key',
      related: [{ message: 'the app', path: ['apps', name] }],
    }));
}

function unknownCluster({ room, name }: Written, cluster: string, { clusters }: PlatformText): Diagnostic {
  const near = didYouMean(cluster, Object.keys(clusters));
  const path: Path = [room, name, 'clusters', cluster];
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
  const stands = (room: Written['room'], block: Block) =>
    room === 'apps'
      ? formProblem(block) === undefined && registry.app.completes(block)
      : registry.site.completes(block);
  return new Map(
    allIn(text).flatMap((written) => {
      const block = mergedBlock(written.text);
      return stands(written.room, block) ? [[written.name, appOf(written, block, text, registry)] as const] : [];
    }),
  );
}
