import type { ComponentName, StageId } from '../../generated/options.ts';
import type { PlainMap } from '../../map.ts';
import type { ClusterFacts, PlatformFacts } from '../../model.ts';
import type { Registry } from '../../registry.ts';
import type { ChartUse } from './chart-uses.ts';
import type { NotExpressed } from './source-folder.ts';
import type { SourceObject } from './source-object.ts';
import type { SourceRoute } from './source-routes.ts';

/** What is known of one cluster when its components are read. */
export interface ClusterSource {
  readonly cluster: ClusterFacts;
  readonly platform: PlatformFacts;
  readonly registry: Registry;
  readonly schema: PlainMap;
  readonly uses: readonly ChartUse[];
  /** URLs of manifests that kustomizations take, by file. */
  readonly manifests: readonly { readonly file: string; readonly url: string }[];
  readonly objects: readonly SourceObject[];
  readonly routes: readonly SourceRoute[];
  /** What is told of components otherwise, such as that Argo CD runs. */
  readonly told: ReadonlyMap<ComponentName, Told>;
  readonly email?: string;
}

/** Options that are read by themselves, and the files that they are in. */
export interface Told {
  readonly options: PlainMap;
  readonly files: readonly string[];
  /** Values of a chart that they say, by their place in it. */
  readonly said?: readonly string[];
}

/** A chart where a stage of a component takes it. */
export interface Place {
  readonly stage: StageId;
  readonly use: ChartUse;
}

/** What is collected on the way. */
export interface Collected {
  readonly used: SourceObject[];
  readonly rest: NotExpressed[];
}
