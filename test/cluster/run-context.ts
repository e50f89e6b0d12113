import type { Seen } from './applications.ts';
import type { Operators } from './operators.ts';
import type { Compiled } from './platform.ts';
import type { Rig } from './rig.ts';
import type { Scenario } from './scenario.ts';

/** What every step of a full run works with. */
export interface RunContext {
  readonly rig: Rig;
  readonly cluster: string;
  readonly platform: Compiled;
  readonly operators: Operators;
  readonly scenario: Scenario;
  /** Commits a tree where Argo CD reads, and has it look; gives the commit. */
  readonly publish: (platform: Compiled) => Promise<string>;
  /** The folder with the tree as committed. */
  readonly folder: string;
  /** How long a step may take, in seconds. */
  readonly patience: number;
}

/** The Applications of the cluster that is there; those of other clusters have nowhere to go. */
export function ofCluster(all: readonly Seen[], cluster: string): readonly Seen[] {
  return all.filter(({ name }) => name.startsWith(`${cluster}.`));
}

/** One that has not got there, with what it says. */
export function complaint({ name, sync, health, phase, message, resources }: Seen): string {
  const odd = resources
    .filter(({ status }) => status !== undefined && status !== 'Synced')
    .map(({ kind, name: own }) => `${kind}/${own}`);
  return `${name}: ${sync}, ${health}, ${phase}${odd.length > 0 ? ` [${odd.slice(0, 6).join(' ')}]` : ''}: ${message.slice(0, 400)}`;
}
