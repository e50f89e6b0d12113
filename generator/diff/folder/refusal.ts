import type { Position } from '../../diagnostic.ts';

/** Why a folder of manifests cannot be built, and where that is. */
export interface Refusal {
  readonly refused: { readonly file: string; readonly position: Position; readonly message: string };
}
