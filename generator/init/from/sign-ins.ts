import type { SignIn } from './access.ts';
import { fileOf } from './layers.ts';
import type { Making } from './making.ts';
import { ofKind } from './source-object.ts';
import { textAt } from './texts.ts';

/** Argo CD's own ConfigMaps on the hub, as objects or as values of its chart. */
export function signInsOf({ survey: { clusters, uses }, objects }: Making): readonly SignIn[] {
  const maps = ofKind(objects.get(clusters.hub) ?? [], 'ConfigMap').filter(({ object }) =>
    /^argocd-(?:rbac-)?cm$/.test(object.metadata.name),
  );
  const charts = uses.filter(({ name, cluster }) => name === 'argo-cd' && cluster === clusters.hub);
  return [
    ...maps.map(({ object, file }) => ({
      file,
      dex: textAt(object, 'data', 'dex.config') ?? '',
      policy: textAt(object, 'data', 'policy.csv') ?? '',
    })),
    ...charts.map(({ values, layers, file }) => ({
      file: fileOf(layers, 'configs.rbac.policy.csv') ?? fileOf(layers, 'configs.cm.dex.config') ?? file,
      dex: textAt(values, 'configs', 'cm', 'dex.config') ?? '',
      policy: textAt(values, 'configs', 'rbac', 'policy.csv') ?? '',
    })),
  ];
}
