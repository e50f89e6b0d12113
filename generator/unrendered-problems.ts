import type { Diagnostic, Path } from './diagnostic.ts';
import type { Model } from './model.ts';
import type { Objects, Unrendered } from './objects.ts';
import { componentIn, isOfComponent } from './placed-objects.ts';

/** An error for each reason why something from upstream could not be rendered. What clusters share is said where a cluster uses it. */
export function unrenderedProblems({ unrendered }: Objects, model: Model): readonly Diagnostic[] {
  return unrendered.flatMap((each): readonly Diagnostic[] => {
    const { cluster, problems = [] } = each;
    if (cluster === undefined) return [];
    const about = { ...componentIn(each), clusters: [cluster], path: versionPath(each, cluster, model) };
    return problems.map((problem) => ({ ...problem, severity: 'error', ...about }));
  });
}

function versionPath({ component, name, upstream }: Unrendered, cluster: string, { origin, appOrigin }: Model): Path {
  if (!isOfComponent(component)) return appOrigin(cluster, name, ['source', 'version']);
  return origin(cluster, component, upstream.chart === undefined ? [] : ['version']);
}
