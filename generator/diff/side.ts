import { hubName, ROOTS } from '../build/names.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { PlainMap } from '../map.ts';
import type { Model } from '../model.ts';
import type { Objects, Upstream } from '../objects.ts';
import type { AnyStage } from '../stage-access.ts';
import type { Tree } from '../tree.ts';

/** What an Application takes from upstream, as far as git says it: its charts and manifests, and all that they are told. */
export interface Taken {
  /** `<name> <version> of <repository>`, or the manifest's URL. */
  readonly artefacts: readonly string[];
  /** Values, patches and the rest; equal values give equal objects for the same artefacts. */
  readonly content: PlainMap;
  /** The CRDs go with the Application, and every custom resource with them; undefined where git alone does not say. */
  readonly losesKinds?: boolean;
}

/** What one Application brings to one cluster. */
export interface Unit {
  /** The Application's name on the hub: `production.vault.install`. */
  readonly application: string;
  readonly cluster: string;
  /** `vault/install`, `apps/shop`; `argocd` for what Argo CD itself is told. */
  readonly stage: string;
  readonly objects: readonly KubernetesObject[];
  readonly taken?: Taken;
}

/** One side of a comparison: everything that git makes of the platform, and what waits for what. */
export interface Side {
  /** By `<cluster> <stage>`. */
  readonly units: ReadonlyMap<string, Unit>;
  /** By `<cluster> <stage>`: the stages on that cluster that come before it. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  /** Generated files that people apply and Argo CD never reads: Omni, Terraform. */
  readonly files: Tree;
}

/** The name of the unit that holds Applications, AppProjects and roots. */
export const TOLD = 'argocd';

/** What makes a unit the same on two sides. */
export function unitKey({ cluster, stage }: Pick<Unit, 'cluster' | 'stage'>): string {
  return `${cluster} ${stage}`;
}

/** A built platform as one side of a comparison; `files` are those that people apply. */
export function sideOf(objects: Objects, model: Model, files: Tree): Side {
  const stages = objects.stages.flatMap(({ component, name, stage: definition, clusters }) =>
    [...clusters].map(([cluster, content]): Unit => {
      const place = { application: hubName(cluster, component, name), cluster, stage: `${component}/${name}` };
      const taken = content.upstream === undefined ? {} : { taken: takenOf(content.upstream, hasKinds(definition)) };
      return { ...place, objects: content.objects, ...taken };
    }),
  );
  const told = [...objects.clusters].map(([cluster, { roots, projects, applications }]): Unit => {
    return { application: ROOTS, cluster, stage: TOLD, objects: [...roots, ...projects, ...applications] };
  });
  const before = model.clusters.flatMap(({ facts, stages }) =>
    stages.map((stage) => [`${facts.name} ${stage.id}`, stage.before] as const),
  );
  return {
    units: new Map([...stages, ...told].map((unit) => [unitKey(unit), unit])),
    before: new Map(before),
    files,
  };
}

function hasKinds(stage: AnyStage | undefined): boolean {
  return (stage?.providesKinds ?? []).some(({ atRunTime }) => atRunTime !== true);
}

function takenOf({ chart, manifests, values, releases, keepsKinds, leftOut }: Upstream, kinds: boolean): Taken {
  const { name: _name, version: _version, repository: _repository, ...rest } = chart ?? {};
  const installed = releases === undefined ? { values } : Object.fromEntries(releases.map((each) => [each.name, each]));
  return {
    artefacts: [...(chart === undefined ? [] : [artefactName(chart)]), ...manifests],
    content: { ...installed, chart: rest, leftOut },
    losesKinds: kinds && !keepsKinds,
  };
}

/** A chart as both sides call it. */
export function artefactName(chart: {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}): string {
  return `${chart.name} ${chart.version} of ${chart.repository}`;
}
