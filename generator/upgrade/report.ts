import type { FoldedChange } from '../diff/fold.ts';

/** What an upgrade brings, apart from the objects: a line each. */
export interface Note {
  readonly group: Group;
  readonly what: 'added' | 'changed' | 'removed' | 'renamed' | 'required';
  readonly subject: string;
  readonly note?: string;
  /** The upgrade cannot be made like this. */
  readonly isError?: true;
}

/** The parts of a report, in the order in which they are read. */
export const groups = {
  order: 'Before anything else',
  platform: 'What Plinth says of the platform then',
  values: 'Values',
  kinds: 'Custom resources',
  permissions: 'Permissions',
  images: 'Images',
} as const;

/** The name of a part of a report. */
export type Group = keyof typeof groups;

/** What another version of a chart changes. */
export interface UpgradeReport {
  /** A component's name, or `apps.<name>`. */
  readonly user: string;
  readonly chart: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly clusters: readonly string[];
  readonly notes: readonly Note[];
  /** The objects, as `plinth diff` says it of rendered ones. */
  readonly changes: readonly FoldedChange[];
}

/** Whether a report says that the upgrade cannot be made like this. */
export function isBlocked({ notes }: UpgradeReport): boolean {
  return notes.some(({ isError }) => isError === true);
}
