import { namespaceOf } from './app.ts';
import type { Component, NamespaceClaim } from './component.ts';
import type { App, ComponentName } from './generated/options.ts';
import type { ClusterModel, PlatformFacts } from './model.ts';
import type { Registry } from './registry.ts';

type Enabled = readonly (readonly [ComponentName, unknown])[];

/** What the components and apps on a cluster ask of its namespaces, those that only get labels included. */
export function namespaceClaims(
  { facts, enabled, apps }: ClusterModel,
  platform: PlatformFacts,
  registry: Registry,
): readonly NamespaceClaim[] {
  const own = clusterClaims({ facts, enabled }, platform, registry);
  return [...wideClaims([...enabled], platform, registry), ...own, ...appClaims(apps)];
}

/** The namespaces that components make on a cluster, with whose each is. */
export function componentNamespaces(
  { facts, enabled }: Pick<ClusterModel, 'facts' | 'enabled'>,
  platform: PlatformFacts,
  registry: Registry,
): ReadonlyMap<string, ComponentName> {
  const made = [...enabled].flatMap(([name, options]) => {
    const only = new Map([[name, options]]);
    const all = [
      ...wideClaims([...only], platform, registry),
      ...clusterClaims({ facts, enabled: only }, platform, registry),
    ];
    return all.filter(({ podSecurity }) => podSecurity !== undefined).map((each) => [each.name, name] as const);
  });
  return new Map(made);
}

/** Each app's own namespace, at the level it asks for. */
export function appClaims(apps: ReadonlyMap<string, App>): readonly NamespaceClaim[] {
  return [...apps].map(([name, options]) => ({
    name: namespaceOf({ name, options }),
    podSecurity: options.security,
    labels: options.mesh ? { 'kuma.io/sidecar-injection': 'enabled' } : {},
  }));
}

/** What components ask of the namespaces of every cluster that has them. */
export function wideClaims(
  components: Enabled,
  platform: PlatformFacts,
  registry: Registry,
): readonly NamespaceClaim[] {
  return components.flatMap(([name, options]) => {
    const definition = definitionOf(name, registry);
    const { podSecurity, labels = {} } = definition.namespace;
    const level = typeof podSecurity === 'function' ? podSecurity(options as never) : podSecurity;
    const own = { name: definition.namespace.name, podSecurity: level, labels };
    return [own, ...(definition.namespaces?.({ platform, options: options as never }) ?? [])];
  });
}

/** What components ask of the namespaces of one cluster only. */
function clusterClaims(
  { facts, enabled }: Pick<ClusterModel, 'facts' | 'enabled'>,
  platform: PlatformFacts,
  registry: Registry,
): readonly NamespaceClaim[] {
  return [...enabled].flatMap(
    ([name, options]) =>
      definitionOf(name, registry).clusterNamespaces?.({ platform, cluster: facts, options: options as never }) ?? [],
  );
}

function definitionOf(name: ComponentName, registry: Registry): Component<ComponentName> {
  return registry.components[name] as Component<ComponentName>;
}
