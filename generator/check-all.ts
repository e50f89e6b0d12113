import type { Platformwide } from './check.ts';
import type { CheckContext, Component, Finding } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checks } from './generated/checks.ts';
import type { ComponentName } from './generated/options.ts';
import type { ClusterModel, Model } from './model.ts';

/** Runs every check: each component's own on each cluster, and those over the whole platform. */
export function checkAll(platform: Platformwide): readonly Diagnostic[] {
  const { model, registry } = platform;
  const own = model.clusters.flatMap((cluster) =>
    [...cluster.enabled].flatMap(([name, options]) =>
      componentFindings(registry.components[name] as Component<ComponentName>, options, cluster, model),
    ),
  );
  return [...own, ...checks.flatMap((check) => [...check.run(platform)])];
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
