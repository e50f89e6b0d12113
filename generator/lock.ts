import type { Path } from './diagnostic.ts';
import type { Model } from './model.ts';
import type { Objects, StageObjects, Upstream } from './objects.ts';
import { isOfComponent } from './placed-objects.ts';

/** A Helm chart of a repository (`https:`, `http:` or `oci:`), by exact version. */
export interface ChartArtefact {
  readonly kind: 'chart';
  readonly repository: string;
  readonly name: string;
  readonly version: string;
}

/** A manifest of upstream, by exact URL. */
export interface ManifestArtefact {
  readonly kind: 'manifest';
  readonly url: string;
}

/** Something that the platform takes from outside. */
export type Artefact = ChartArtefact | ManifestArtefact;

/** An artefact, by digest. */
export type LockEntry = Artefact & {
  /** Where the bytes came from, without any query. */
  readonly url: string;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** In an OCI registry: the digest of the image manifest, `sha256:<hex>`. */
  readonly manifest?: string;
};

/** What platform.lock says: sorted, each artefact once. */
export type Lock = readonly LockEntry[];

/** An artefact that the platform uses, who uses it, and the places in platform.yaml that say so. */
export interface Want {
  readonly artefact: Artefact;
  /** Components by name, apps as `apps.<name>`. */
  readonly users: readonly string[];
  readonly paths: readonly Path[];
}

/** How a lock differs from what the platform uses; every list is sorted. */
export interface LockDrift {
  readonly missing: readonly Want[];
  /** The lock has it in another version, or from elsewhere. */
  readonly changed: readonly { readonly entry: LockEntry; readonly want: Want }[];
  /** Nothing uses it. */
  readonly stale: readonly LockEntry[];
}

/** What makes two artefacts the same one; sorts by kind, then name. */
export function artefactId(artefact: Artefact): string {
  if (artefact.kind === 'manifest') return `manifest ${artefact.url}`;
  return `chart ${artefact.name} ${artefact.version} ${artefact.repository}`;
}

/** An artefact as people call it. */
export function nameOf(artefact: Artefact): string {
  return artefact.kind === 'manifest' ? `manifest ${artefact.url}` : `chart ${artefact.name} ${artefact.version}`;
}

/** Every chart and manifest that some cluster takes from upstream, each once, sorted. */
export function wantedArtefacts({ stages }: Objects, model: Model): readonly Want[] {
  const wants = stages.flatMap((stage) =>
    [...stage.clusters].flatMap(([cluster, { rendered, upstream = rendered?.upstream }]) =>
      upstream === undefined
        ? []
        : artefactsOf(upstream).map((artefact) => ({
            artefact,
            users: [isOfComponent(stage.component) ? stage.component : `apps.${stage.name}`],
            paths: [versionPath(stage, cluster, artefact, model)],
          })),
    ),
  );
  return merged(wants);
}

/** Where the version of an artefact was decided, as far as an option says it. */
function versionPath({ component, name }: StageObjects, cluster: string, { kind }: Artefact, model: Model): Path {
  if (isOfComponent(component)) return model.origin(cluster, component, kind === 'chart' ? ['version'] : []);
  return model.appOrigin(cluster, name, ['source', 'version']);
}

/** What a stage takes from upstream: its chart first. */
export function artefactsOf({ chart, manifests }: Upstream): readonly Artefact[] {
  const remote = manifests.map((url): Artefact => ({ kind: 'manifest', url }));
  if (chart === undefined) return remote;
  const { repository, name, version } = chart;
  return [{ kind: 'chart', repository, name, version }, ...remote];
}

function merged(wants: readonly Want[]): readonly Want[] {
  const found = new Map<string, Want>();
  for (const want of wants) {
    const id = artefactId(want.artefact);
    const known = found.get(id) ?? { artefact: want.artefact, users: [], paths: [] };
    const users = [...new Set([...known.users, ...want.users])].sort();
    const paths = new Map([...known.paths, ...want.paths].map((path) => [path.join('\0'), path]));
    found.set(id, { ...known, users, paths: [...paths.values()] });
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, want]) => want);
}

/** The lock's entry for an artefact. */
export function lockEntryOf(lock: Lock, artefact: Artefact): LockEntry | undefined {
  const id = artefactId(artefact);
  return lock.find((entry) => artefactId(entry) === id);
}

/** Compares what the platform uses with what is locked. */
export function compareLock(wants: readonly Want[], lock: Lock): LockDrift {
  const wanted = new Set(wants.map(({ artefact }) => artefactId(artefact)));
  const stale = new Set(lock.filter((entry) => !wanted.has(artefactId(entry))));
  const missing: Want[] = [];
  const changed: { readonly entry: LockEntry; readonly want: Want }[] = [];
  for (const want of wants) {
    if (lockEntryOf(lock, want.artefact) !== undefined) continue;
    const entry = [...stale].find((each) => subjectOf(each) === subjectOf(want.artefact));
    if (entry === undefined) missing.push(want);
    else changed.push({ entry, want });
    if (entry !== undefined) stale.delete(entry);
  }
  return { missing, changed, stale: [...stale] };
}

/** An artefact without its version: two that share it are an upgrade, not one gone and one new. */
function subjectOf(artefact: Artefact): string {
  if (artefact.kind === 'chart') return `chart ${artefact.name}`;
  return `manifest ${artefact.url.replace(/\bv?\d+(?:\.\d+)+[^/]*/g, '')}`;
}
