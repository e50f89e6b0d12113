import type { CheckContext } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';

/** What a component's check sees, for the parts of a component that are asked once everything is decided. */
export function checkContext(
  options: unknown,
  { facts, enabled }: ClusterModel,
  platform: PlatformFacts,
): CheckContext<ComponentName> {
  const all = Object.fromEntries(enabled);
  return { platform, cluster: facts, options, enabled: all } as CheckContext<ComponentName>;
}
