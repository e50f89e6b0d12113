import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

interface Cluster {
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
}

/** One call, its files in a folder. */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  readonly about: string;
  readonly kustomize?: Cluster & { readonly path: string; readonly enableHelm?: boolean };
  readonly helm?: Cluster & {
    readonly releaseName: string;
    readonly namespace?: string;
    readonly values?: readonly string[];
    readonly includeCRDs?: boolean;
    readonly skipTests?: boolean;
    readonly skipHooks?: boolean;
  };
  readonly fails?: boolean;
  /** Why the message of a failure is not the native tool's. */
  readonly ownWords?: string;
}

const root = join(import.meta.dirname, '../scenarios');

/** Every folder below test/scenarios, by name. */
export function scenarios(): readonly Scenario[] {
  return readdirSync(root)
    .sort()
    .map((name) => {
      const folder = join(root, name);
      return { name, folder, ...JSON.parse(readFileSync(join(folder, 'scenario.json'), 'utf8')) };
    });
}

/** The bytes of every file below a folder, by path; none when there is no folder. */
export function filesIn(folder: string): Record<string, Uint8Array> {
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path)]));
}
