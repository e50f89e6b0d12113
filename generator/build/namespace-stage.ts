import type { PodSecurity } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import { create } from '../kubernetes/create.ts';
import { kept } from '../kubernetes/kept.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Model } from '../model.ts';
import type { StageContent, StageObjects } from '../objects.ts';
import type { Registry } from '../registry.ts';

/** The Kubernetes distribution makes these, and exempts the first from Pod Security. */
const existing = new Set(['kube-system', 'default', 'kube-public', 'kube-node-lease']);
const levels: readonly PodSecurity[] = ['restricted', 'baseline', 'privileged'];

interface NamespaceNeed {
  readonly name: string;
  readonly podSecurity: PodSecurity;
  readonly labels: { readonly [key: string]: string };
}

/** The first stage of every cluster: each Namespace once, with all that the components in it ask for. */
export function namespaceStage(stages: readonly StageObjects[], model: Model, registry: Registry): StageObjects {
  const wide = [...model.base].filter(([name, options]) => isWide(name, options, stages, registry));
  const base: StageContent = { objects: namespaces(wide, registry) };
  const clusters = model.clusters.map(
    ({ facts, enabled }) => [facts.name, { objects: namespaces([...enabled], registry) }] as const,
  );
  return {
    component: 'namespaces',
    name: 'install',
    namespace: 'kube-system',
    ...(base.objects.length > 0 ? { base } : {}),
    clusters: new Map(clusters.filter(([, { objects }]) => objects.length > 0)),
  };
}

/** Whether a component is on every cluster unless one switches it off. */
function isWide(name: ComponentName, options: unknown, stages: readonly StageObjects[], registry: Registry): boolean {
  const anywhere = stages.some((stage) => stage.component === name && stage.clusters.size > 0);
  return (
    anywhere && registry.components[name].placement !== 'hub' && (options as { enabled?: boolean }).enabled !== false
  );
}

function namespaces(
  components: readonly (readonly [ComponentName, unknown])[],
  registry: Registry,
): readonly KubernetesObject[] {
  const needs = components
    .map(([name, options]) => namespaceNeed(name, options, registry))
    .filter(({ name }) => !existing.has(name));
  const names = [...new Set(needs.map(({ name }) => name))].sort();
  return names.map((name) =>
    namespace(
      name,
      needs.filter((each) => each.name === name),
    ),
  );
}

function namespaceNeed(component: ComponentName, options: unknown, registry: Registry): NamespaceNeed {
  const { name, podSecurity, labels } = registry.components[component].namespace;
  const level =
    typeof podSecurity === 'function' ? (podSecurity as (options: unknown) => PodSecurity)(options) : podSecurity;
  return { name, podSecurity: level, labels: labels ?? {} };
}

function namespace(name: string, needs: readonly NamespaceNeed[]): KubernetesObject {
  const level = levels[Math.max(...needs.map(({ podSecurity }) => levels.indexOf(podSecurity)))] ?? 'baseline';
  const labels = Object.assign(
    { 'pod-security.kubernetes.io/enforce': level },
    ...needs.map((each) => each.labels),
  ) as { [key: string]: string };
  return create('v1', 'Namespace', { metadata: { name, labels, annotations: kept } });
}
