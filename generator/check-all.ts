import type { Check, Platformwide } from './check.ts';
import type { Cleared } from './cleared.ts';
import type { CheckContext, Component, Finding } from './component.ts';
import type { Diagnostic } from './diagnostic.ts';
import { checks } from './generated/checks.ts';
import type { ComponentName } from './generated/options.ts';
import type { ClusterModel, Model } from './model.ts';
import { type Part, partsOf } from './parts.ts';

/** Runs every check: each component's own on each cluster, and those over the whole platform, except where they are known to find nothing. */
export function checkAll(platform: Platformwide, cleared: Cleared = new Set()): readonly Diagnostic[] {
  const { model, registry } = platform;
  const own = model.clusters.flatMap((cluster) =>
    [...cluster.enabled].flatMap(([name, options]) =>
      componentFindings(registry.components[name] as Component<ComponentName>, options, cluster, model),
    ),
  );
  const wide = checksOf.platform.flatMap(({ check }) => [...check.run(platform)]);
  const apart = partsOf(platform);
  const partial = (['stage', 'cluster'] as const).flatMap((reach) =>
    apart[reach].flatMap((part) => partFindings(part, `${part.key} ${reach}`, checksOf[reach], cleared)),
  );
  return [...own, ...wide, ...partial];
}

interface NamedCheck {
  readonly check: Check;
  readonly name: string;
}

const named: readonly NamedCheck[] = checks.map((check, index) => ({ check, name: `${index}` }));
const withReach = (reach: Check['reach']) => named.filter(({ check }) => check.reach === reach);
const checksOf = { stage: withReach('stage'), cluster: withReach('cluster'), platform: withReach('platform') };

/** Most parts are cleared by all checks at once. */
function partFindings(part: Part, key: string, all: readonly NamedCheck[], cleared: Cleared): readonly Diagnostic[] {
  if (cleared.has(key)) return [];
  const left = all.filter(({ name }) => !cleared.has(`${key} ${name}`));
  const asked = left.map(({ check, name }) => ({ name, found: [...check.run(part.platform())] }));
  const clean = asked.filter(({ found }) => found.length === 0);
  if (clean.length === all.length) cleared.add(key);
  else for (const { name } of clean) cleared.add(`${key} ${name}`);
  return asked.flatMap(({ found }) => found);
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
