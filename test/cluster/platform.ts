import { parseDocument } from 'yaml';
import { compile } from '../../generator/index.ts';
import type { Model } from '../../generator/model.ts';
import type { Objects, StageContent } from '../../generator/objects.ts';
import type { Tree } from '../../generator/tree.ts';

/** A platform with all that is made from it. */
export interface Compiled {
  readonly text: string;
  readonly model: Model;
  readonly objects: Objects;
  readonly tree: Tree;
}

/** Compiles a platform; throws with its errors. */
export function compiled(text: string): Compiled {
  const { model, objects, tree, diagnostics } = compile(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (model === undefined || objects === undefined || tree === undefined || errors.length > 0)
    throw new Error(
      `platform.yaml has errors:\n${errors.map(({ message, path }) => `${path?.join('.')}: ${message}`).join('\n')}`,
    );
  return { text, model, objects, tree };
}

/** The platform with one value set, as `components.metrics-server.enabled=false`. */
export function withValue(text: string, assignment: string): string {
  const [path = '', value = ''] = assignment.split('=');
  const document = parseDocument(text);
  document.setIn(path.split('.'), parseDocument(value).toJS());
  return document.toString({ lineWidth: 0 });
}

/** Applications of a cluster that a change concerns: those whose own objects differ, and those whose chart is told something else. */
export function changedApplications(before: Objects, after: Objects, cluster: string) {
  const [old, now] = [contents(before, cluster), contents(after, cluster)];
  const both = [...now.keys()].filter((name) => old.has(name));
  const differs = (part: 'objects' | 'upstream') => (name: string) =>
    JSON.stringify(old.get(name)?.[part]) !== JSON.stringify(now.get(name)?.[part]);
  return {
    byObjects: both.filter(differs('objects')),
    byChart: both.filter(differs('upstream')),
    gone: [...old.keys()].filter((name) => !now.has(name)),
  };
}

function contents({ stages }: Objects, cluster: string): ReadonlyMap<string, StageContent> {
  return new Map(
    stages.flatMap(({ component, name, clusters }) => {
      const content = clusters.get(cluster);
      return content === undefined ? [] : [[`${cluster}.${component}.${name}`, content] as const];
    }),
  );
}
