import type { Check, Platformwide } from '../check.ts';
import type { Finding } from '../component.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ComponentName } from '../generated/options.ts';
import { placedObjects } from '../placed-objects.ts';
import { unknownName } from '../unknown-name.ts';

interface Use {
  readonly component?: ComponentName;
  /** From the block of the component or the app. */
  readonly path: Path;
  readonly name: string;
}

/** A claim on a class that nobody makes waits for ever, and its pod with it. */
export const unknownStorageClass: Check = {
  summary: 'Each option `storageClass`, at any depth, names a storage class that its cluster has.',
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    const { model } = platform;
    for (const { facts, enabled, apps } of model.clusters) {
      const { name } = facts;
      const { made, provided } = classesOn(name, platform);
      const inComponents = [...enabled].flatMap(([component, options]) =>
        usesIn(options).map((use) => ({ ...use, component, origin: model.origin(name, component, use.path) })),
      );
      const inApps = [...apps].flatMap(([app, options]) =>
        usesIn(options).map((use) => ({ ...use, origin: model.appOrigin(name, app, use.path) })),
      );
      for (const { origin, ...use } of [...inComponents, ...inApps].filter((each) => !provided.includes(each.name)))
        for (const found of problems(use, made, name))
          yield { ...found, ...by(use), clusters: [name], path: origin, at: 'value' };
    }
  },
};

function by({ component }: Use): { component?: ComponentName } {
  return component === undefined ? {} : { component };
}

/** The storage classes that components make for everybody, and those that charts bring for their own use. */
function classesOn(cluster: string, { objects }: Platformwide) {
  const made = placedObjects(objects, cluster).filter(({ object }) => object.kind === 'StorageClass');
  const provided = objects.stages.flatMap(({ clusters }) => clusters.get(cluster)?.provides ?? []);
  return {
    made: made.map(({ object }) => object.metadata.name),
    provided: provided.flatMap(({ kind, name }) => (kind === 'StorageClass' ? [name] : [])),
  };
}

/** What a chart is given as it is, it reads by rules of its own. */
function usesIn(options: unknown, path: Path = []): readonly Use[] {
  if (typeof options !== 'object' || options === null) return [];
  return Object.entries(options).flatMap(([key, value]) => {
    if (key === 'values' && path.length === 0) return [];
    if (key === 'storageClass' && typeof value === 'string') return [{ path: [...path, key], name: value }];
    return usesIn(value, [...path, Array.isArray(options) ? Number(key) : key]);
  });
}

/** Where no component makes any, the classes are a cloud's or somebody's, of which Plinth knows nothing. */
function* problems({ path, name }: Use, made: readonly string[], cluster: string): Iterable<Finding> {
  const message = `no component makes the storage class \`${name}\``;
  const problem = { code: 'unknown-storage-class', path, message } as const;
  if (made.length > 0) yield* unknownName(name, made, problem);
  else yield { ...problem, severity: 'warning', hint: alreadyThere(cluster) };
}

function alreadyThere(cluster: string): string {
  return `it must be there already on ${cluster}, or what asks for it waits for ever; the components \`mayastor\` and \`rook-ceph\` make storage classes`;
}
