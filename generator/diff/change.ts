import type { FieldChange } from './fields.ts';
import type { Effect, Risk } from './risk.ts';

/** What happens to an object between two states of git. */
export type Verb = 'added' | 'changed' | 'removed' | 'moved';

/** One object that differs, on one cluster. */
export interface Change {
  readonly verb: Verb;
  readonly cluster: string;
  /** `vault/install`, `apps/shop`; `argocd` for what Argo CD is told. */
  readonly stage: string;
  /** `Deployment vault/vault`, `chart vault 0.30.0`, or the path of a file that people apply; without the cluster's name. */
  readonly subject: string;
  /** Where a moved object comes from: the other stage. */
  readonly from?: string;
  /** Every class that fits, the worst first, with what follows. */
  readonly effects: readonly [Effect, ...Effect[]];
  /** The fields that differ, without what says nothing. */
  readonly fields: readonly FieldChange[];
  /** How many more differ that say nothing: a chart's label, a checksum. */
  readonly noise: number;
}

/** The worst class of a change. */
export function riskOf({ effects }: Pick<Change, 'effects'>): Risk {
  return effects[0].risk;
}
