import type { ComponentName } from '../generated/options.ts';
import type { Block, PlatformText } from '../platform.ts';
import type { Registry } from '../registry.ts';
import { mergeOptions } from './merge.ts';

/**
 * The platform-wide options of each component whose block at the top has all that is platform-wide. No cluster is looked at,
 * so that adding one moves nothing; a block that only clusters complete has no base, and each overlay holds all.
 */
export function baseOptions(text: PlatformText, registry: Registry): ReadonlyMap<ComponentName, Block> {
  const base = new Map<ComponentName, Block>();
  for (const component of Object.keys(registry.components).sort() as ComponentName[]) {
    const written = text.components[component];
    if (written === undefined) continue;
    const block = mergeOptions({}, structuredClone(written ?? {})) as Block;
    if (registry.options[component].completes(block, registry.clusterOnly[component]))
      base.set(component, withoutClusterOnly(block, registry, component));
  }
  return base;
}

function withoutClusterOnly(block: Block, registry: Registry, component: ComponentName): Block {
  return Object.fromEntries(
    Object.entries(block).filter(([option]) => !registry.clusterOnly[component].includes(option)),
  );
}
