import type { Check, Platformwide } from './check.ts';
import { clusterParts, type Part, stageParts } from './check-all/parts.ts';
import type { Cleared } from './cleared.ts';
import type { CheckContext, Component, Finding } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checks } from './generated/checks.ts';
import type { ComponentName } from './generated/options.ts';
import type { ClusterModel, Model } from './model.ts';

/** Runs every check: each component's own on each cluster, and those over the whole platform, except where they are known to find nothing. */
export function checkAll(platform: Platformwide, cleared: Cleared = new Set()): readonly Diagnostic[] {
  const { model, registry } = platform;
  const own = model.clusters.flatMap((cluster) =>
    [...cluster.enabled].flatMap(([name, options]) =>
      componentFindings(registry.components[name] as Component<ComponentName>, options, cluster, model),
    ),
  );
  const parts = { stage: stageParts(platform), cluster: clusterParts(platform) };
  const wide = checks.flatMap((check, index) =>
    check.reach === 'platform' ? [...check.run(platform)] : findings(check, `${index}`, parts[check.reach], cleared),
  );
  return [...own, ...wide];
}

function findings(check: Check, name: string, parts: readonly Part[], cleared: Cleared): readonly Diagnostic[] {
  return parts.flatMap((part) => {
    const key = `${part.key.slice(0, 32)} ${name}`;
    if (cleared.has(key)) return [];
    const found = [...check.run(part.platform())];
    if (found.length === 0) cleared.add(key);
    return found;
  });
}

function componentFindings(
  component: Component<ComponentName>,
  options: unknown,
  cluster: ClusterModel,
  model: Model,
): readonly Diagnostic[] {
  const enabled = Object.fromEntries(cluster.enabled);
  const context = { platform: model.facts, cluster: cluster.facts, options, enabled } as CheckContext<ComponentName>;
  return [...(component.check?.(context) ?? [])].map((finding) =>
    toDiagnostic(finding, component.name, cluster, model),
  );
}

function toDiagnostic(
  { path, ...finding }: Finding,
  component: ComponentName,
  cluster: ClusterModel,
  model: Model,
): Diagnostic {
  const { name } = cluster.facts;
  return { ...finding, component, clusters: [name], path: model.origin(name, component, path), at: 'value' };
}
