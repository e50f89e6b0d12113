import type { Diagnostic } from '../diagnostic.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import type { PlacedObject } from '../placed-objects.ts';
import type { Touched } from './touched.ts';

/** What the tables of one cluster are made from. */
export interface OnCluster {
  readonly cluster: ClusterModel;
  readonly model: Model;
  readonly objects: Objects;
  readonly placed: readonly PlacedObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly touched: Touched;
}

/** The stage of an object: `vault/install`, `apps/shop`. */
export function stageOf({ component, stage }: Pick<PlacedObject, 'component' | 'stage'>): string {
  return `${component}/${stage}`;
}
