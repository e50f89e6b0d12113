import type { Diagnostic } from './diagnostic.ts';
import type { Model } from './model.ts';
import type { Objects } from './objects.ts';

/** An error for each reason why something from upstream could not be rendered. What clusters share is said where a cluster uses it. */
export function unrenderedProblems({ unrendered }: Objects, { origin }: Model): readonly Diagnostic[] {
  return unrendered.flatMap(({ component, cluster, upstream, problems = [] }): readonly Diagnostic[] =>
    cluster === undefined
      ? []
      : problems.map((problem) => ({
          ...problem,
          severity: 'error',
          component,
          clusters: [cluster],
          path: origin(cluster, component, upstream.chart === undefined ? [] : ['version']),
        })),
  );
}
