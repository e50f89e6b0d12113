import type { NamespaceClaim } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import { create } from '../kubernetes/create.ts';
import { kept } from '../kubernetes/kept.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Model } from '../model.ts';
import { namespaceClaims, wideClaims } from '../namespace-claims.ts';
import type { StageContent, StageObjects } from '../objects.ts';
import { ENFORCE, levels } from '../pod-security-level.ts';
import type { Registry } from '../registry.ts';

/** The Kubernetes distribution makes these, and exempts the first from Pod Security. */
const existing = new Set(['kube-system', 'default', 'kube-public', 'kube-node-lease']);

/** The first stage of every cluster: each Namespace once, with all that the components in it ask for. */
export function namespaceStage(stages: readonly StageObjects[], model: Model, registry: Registry): StageObjects {
  const wide = [...model.base].filter(([name, options]) => isWide(name, options, stages, registry));
  const base: StageContent = { objects: namespaces(wideClaims(wide, model.facts, registry)) };
  const clusters = model.clusters.map(
    (cluster) =>
      [cluster.facts.name, { objects: namespaces(namespaceClaims(cluster, model.facts, registry)) }] as const,
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

function namespaces(claims: readonly NamespaceClaim[]): readonly KubernetesObject[] {
  const made = claims.filter(({ name, podSecurity }) => podSecurity !== undefined && !existing.has(name));
  const names = [...new Set(made.map(({ name }) => name))].sort();
  return names.map((name) =>
    namespace(
      name,
      claims.filter((each) => each.name === name),
    ),
  );
}

function namespace(name: string, claims: readonly NamespaceClaim[]): KubernetesObject {
  const wanted = claims.flatMap(({ podSecurity }) => podSecurity ?? []);
  const level = levels[Math.max(...wanted.map((each) => levels.indexOf(each)))] ?? 'baseline';
  const labels = Object.assign({ [ENFORCE]: level }, ...claims.map((each) => each.labels ?? {})) as {
    [key: string]: string;
  };
  return create('v1', 'Namespace', { metadata: { name, labels, annotations: kept } });
}
