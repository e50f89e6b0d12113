import type { Unit } from '../diff/side.ts';
import { checkName } from './check-name.ts';

interface ScopeFlags {
  readonly cluster?: string;
  readonly stage?: string;
}

/** A Failure where a flag names a cluster or a stage that is on neither side. */
export function checkFlags({ cluster, stage }: ScopeFlags, units: readonly Unit[]): void {
  const stages = units.flatMap((each) => [each.stage, each.stage.split('/')[0] ?? '']);
  checkName('cluster', cluster, [...new Set(units.map((each) => each.cluster))].sort());
  checkName('stage', stage, [...new Set(stages)].sort());
}
