import type { Backup, GateStep, Upkeep } from '../component.ts';
import type { ClusterFacts } from '../model.ts';

interface Place {
  /** The wave that a stage is in on this cluster. */
  readonly waveOf: (stage: string) => number;
  readonly hasMachines: boolean;
  /** The stage after which a person is waited for, where there is one. */
  readonly gates: readonly string[];
}

/** The order in which a cluster comes back after it is lost; each step names the section that says how. */
export function recoverySteps(
  facts: ClusterFacts,
  backups: readonly Backup[],
  upkeep: readonly Upkeep[],
  { waveOf, hasMachines, gates }: Place,
): readonly string[] {
  if (facts.host !== undefined) return [`It comes back with ${facts.host}, empty but for what git says of it.`];
  const first = upkeep.filter(({ beforeSync }) => beforeSync === true).map(({ title }) => `*${title}*.`);
  const [ground, rest] = facts.isHub
    ? ['the namespaces, of *From a cluster to Argo CD*.', 'the other steps of *From a cluster to Argo CD*.']
    : [undefined, `all steps of *From a cluster to Argo CD*: its certificate and the token are others now.`];
  const back = [
    ...gates.map((stage) => ({ stage, text: `*After ${stage}*, as on the first day.` })),
    ...copies(backups),
  ];
  return [
    ...(facts.isHub
      ? []
      : [`On ${facts.hub}, take away the Secret \`cluster-${facts.name}\`, so that nothing is synced too early.`]),
    hasMachines ? 'The machines, as in *From bare machines to a cluster*.' : 'A cluster of the same name and version.',
    ...(ground === undefined ? [] : [`Then ${ground}`]),
    ...first.map((text) => `Before anything is synced: ${text}`),
    `Then ${rest}`,
    ...back
      .map((each, index) => ({ ...each, index, wave: waveOf(each.stage) }))
      .sort((a, b) => a.wave - b.wave || a.index - b.index)
      .map(({ text, wave, stage }) => `Once ${stage} of wave ${wave} is there: ${text}`),
    'What has no copy starts empty.',
  ];
}

function copies(backups: readonly Backup[]): readonly { readonly stage: string; readonly text: string }[] {
  return backups.map(({ what, into }) => ({ stage: into, text: `*Bring ${what} back*.` }));
}

/** What waits at a gate, and what does not: a wave waits for all of the one before it. */
export function gateNote(
  stages: readonly { readonly id: string; readonly wave: number }[],
  after: string,
): GateStep['text'] {
  const wave = stages.find(({ id }) => id === after)?.wave ?? 0;
  const waiting = stages.filter((each) => each.wave > wave).map(({ id }) => id);
  const upTo = `Until then waves 0 to ${wave} sync, and Argo CD shows ${after} as Progressing.`;
  if (waiting.length === 0) return `${upTo} Nothing waits for it.`;
  return `${upTo} All later waves wait (${waiting.join(', ')}); apps do not, but for one whose objects are of a kind that a waiting stage brings, such as a Secret from Vault. Once it is done they go on by themselves.`;
}
