import type { Diagnostic } from './diagnostic.ts';
import type { Host } from './host.ts';
import type { Model } from './model.ts';

/** The folders that apps name and the repository does not have: Argo CD would find nothing there, and say so to nobody who is looking. */
export function missingFolders({ clusters, appOrigin }: Model, { isFolder }: Host): readonly Diagnostic[] {
  return clusters.flatMap(({ facts, apps }) =>
    [...apps].flatMap(([name, { source }]): readonly Diagnostic[] =>
      source?.kind !== 'folder' || isFolder(source.path)
        ? []
        : [
            {
              code: 'unknown-folder',
              severity: 'error',
              clusters: [facts.name],
              message: `the repository has no folder \`${source.path}\``,
              hint: 'name it from the folder that has `kustomize/` and `clusters/`: that of platform.yaml, unless `--root` names another',
              path: appOrigin(facts.name, name, ['source', 'path']),
              at: 'value',
            },
          ],
    ),
  );
}
