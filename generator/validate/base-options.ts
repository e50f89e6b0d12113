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
    const block = mergeOptions({}, structuredClone(written)) as Block;
    const check = registry.options[component];
    check(block);
    const missing = (check.errors ?? []).filter((error) => !isClusterOnly(error, registry, component));
    if (missing.length === 0) base.set(component, withoutClusterOnly(block, registry, component));
  }
  return base;
}

function isClusterOnly(
  error: { instancePath: string; keyword: string; params: object },
  registry: Registry,
  component: ComponentName,
): boolean {
  const missing =
    error.keyword === 'required' && error.instancePath === ''
      ? (error.params as { missingProperty: string }).missingProperty
      : undefined;
  const option = missing ?? error.instancePath.split('/')[1] ?? '';
  return registry.clusterOnly[component].includes(option);
}

function withoutClusterOnly(block: Block, registry: Registry, component: ComponentName): Block {
  return Object.fromEntries(
    Object.entries(block).filter(([option]) => !registry.clusterOnly[component].includes(option)),
  );
}
