import type { Diagnostic, Path } from '../diagnostic.ts';
import { equal } from '../equal.ts';
import type { ComponentName } from '../generated/options.ts';
import type { Block, PlatformText } from '../platform.ts';
import type { Registry } from '../registry.ts';
import { decidedAt } from './decided-at.ts';
import { mergeOptions } from './merge.ts';
import { schemaProblems } from './schema-problems.ts';

/** The complete options of every component that is enabled on a cluster. */
export type EffectiveOptions = ReadonlyMap<ComponentName, Block>;

/** Blocks that were checked before, by component: what clusters that say nothing of their own share, as one and the same value. */
export type SharedBlocks = Map<ComponentName, { readonly block: Block; readonly problems: readonly Diagnostic[] }>;

/** Merges a cluster's blocks over the platform's, checks each with the full schema and fills in its defaults. One that says what its `base` says is that very value: what is made of them is then made once. */
export function effectiveOptions(
  text: PlatformText,
  cluster: string,
  registry: Registry,
  base: ReadonlyMap<ComponentName, Block>,
  shared: SharedBlocks,
): { options: EffectiveOptions; diagnostics: readonly Diagnostic[] } {
  const options = new Map<ComponentName, Block>();
  const diagnostics: Diagnostic[] = [];
  for (const component of Object.keys(registry.components).sort() as ComponentName[]) {
    const known = isShared(text, cluster, component) ? shared.get(component) : undefined;
    const own = enabledBlock(text, cluster, component, registry, known?.block);
    if (own === undefined) continue;
    const problems = known?.problems ?? problemsOf(own, component, registry);
    const wide = base.get(component);
    const block = known === undefined && equal(own, wide) ? (wide as Block) : own;
    if (isShared(text, cluster, component)) shared.set(component, { block, problems });
    diagnostics.push(...problems.map((each) => located(each, text, cluster, component)));
    options.set(component, block);
  }
  return { options, diagnostics };
}

function isShared(text: PlatformText, cluster: string, component: ComponentName): boolean {
  return ownIn(text, cluster, component) === undefined;
}

function ownIn(text: PlatformText, cluster: string, component: ComponentName): Block | null | undefined {
  return (text.clusters[cluster]?.components as { [name: string]: Block | null } | undefined)?.[component];
}

/** Fills in the defaults of a block, and says what is wrong with it. */
function problemsOf(block: Block, component: ComponentName, registry: Registry): readonly Diagnostic[] {
  return schemaProblems(registry.options[component].errors(block), []);
}

function enabledBlock(
  text: PlatformText,
  cluster: string,
  component: ComponentName,
  registry: Registry,
  known: Block | undefined,
): Block | undefined {
  const wide = text.components[component];
  const own = ownIn(text, cluster, component);
  if (wide === undefined && own === undefined) return undefined;
  if (registry.components[component].placement === 'hub' && text.clusters[cluster]?.argocd !== 'hub') return undefined;
  // what a cluster inside another has, that one gives it, unless it asks for its own
  if (own === undefined && text.clusters[cluster]?.host !== undefined) return undefined;
  if (known !== undefined) return known;
  const merged = mergeOptions(mergeOptions({}, structuredClone(wide ?? {})), structuredClone(own ?? {})) as Block;
  return merged['enabled'] === false ? undefined : merged;
}

/** Points at the block where the wrong option was written; one that is missing is the cluster's to give. */
function located(problem: Diagnostic, text: PlatformText, cluster: string, component: ComponentName): Diagnostic {
  const inside = problem.path ?? [];
  const path =
    problem.code === 'missing-option'
      ? ownBlock(text, cluster, component)
      : decidedAt(text, cluster, component, inside);
  const wide: Path = ['components', component];
  const elsewhere = path[0] === 'clusters' && text.components[component] !== undefined;
  const found = { ...problem, component, clusters: [cluster], path };
  return elsewhere ? { ...found, related: [{ message: 'merged over this block', path: wide }] } : found;
}

function ownBlock(text: PlatformText, cluster: string, component: ComponentName): Path {
  const blocks = text.clusters[cluster]?.components as { [name: string]: unknown } | undefined;
  if (blocks?.[component] !== undefined) return ['clusters', cluster, 'components', component];
  return ['clusters', cluster];
}
