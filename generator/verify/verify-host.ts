import type { Engine } from 'kubeconform-wasm';
import type { GivenKinds } from './given-kinds.ts';
import type { LockedBytes } from './inflation.ts';

/** What verification works with. */
export interface VerifyHost {
  /** How many overlays to work on at the same time. */
  readonly width: number;
  /** Lends an engine; only asked when a verdict is not known yet. */
  engine<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  readonly locked: LockedBytes;
  readonly given: GivenKinds;
  /** What was worked out before under this key, or now. */
  recall<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Told after each overlay. */
  readonly onProgress?: (done: number, total: number) => void;
}
