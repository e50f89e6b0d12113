import { redacted } from '../../credential.ts';
import { type FieldChange, fieldName } from '../../diff/fields.ts';
import type { FoldedChange } from '../../diff/fold.ts';
import type { Difference } from '../../diff.ts';
import { printableLine } from './printable.ts';

const signs = { added: '+', changed: '~', removed: '-', moved: '>' } as const;

/** A difference for a terminal: the worst first, one object a line with its class, below it what follows and its fields. */
export function textDiff({ changes, atOnce }: Difference): string {
  const warnings = atOnce.map(
    ({ first, waiting, clusters }) =>
      `at once  ${waiting} waits for ${first} only when it is installed; this syncs both at the same time (${clusterNames(clusters)})\n`,
  );
  return [...changes.map(block), ...warnings].join('');
}

function block(change: FoldedChange): string {
  const { verb, subject, stage, clusters, effects, from, noise } = change;
  const origin = from === undefined ? '' : ` (from ${from})`;
  const head = `${signs[verb]} ${effects[0].risk.padEnd(18)} ${stage}: ${subject}${origin} on ${clusterNames(clusters)}`;
  const folded = noise === 0 ? [] : [`${noise} more that say nothing (chart label, checksum)`];
  const below = [...effectLines(change), ...fieldLines(change.fields), ...folded, ...causeLines(change)];
  return `${printableLine(redacted(head))}\n${below.map((line) => `    ${line}\n`).join('')}`;
}

/** What follows from a change, a sentence each; further classes by name. */
export function effectLines({ effects }: Pick<FoldedChange, 'effects'>): readonly string[] {
  return effects.flatMap(({ risk, note }, index) => {
    if (index === 0) return note === undefined ? [] : [note];
    return [note === undefined ? risk : `${risk}: ${note}`];
  });
}

/** The lines of platform.yaml that a change follows from, as one sentence; nothing where they are not known. */
export function causeLines({ causes }: Pick<FoldedChange, 'causes'>): readonly string[] {
  if (causes.length === 0) return [];
  const named = causes.slice(0, 3).map(({ option, line, side }) => {
    const where = side === 'before' ? `${option}, which was line ${line}` : `line ${line}, ${option}`;
    return where;
  });
  const rest = causes.length > 3 ? [`${causes.length - 3} more lines`] : [];
  return [printableLine(redacted(`because of ${[...named, ...rest].join('; ')}`))];
}

const most = 20;

/** Every field as `name: old → new`; of a long list the first ones. */
export function fieldLines(fields: readonly FieldChange[]): readonly string[] {
  const lines = fields.slice(0, most).map((each) => {
    const [was, now] = [shown(each.before), shown(each.after)];
    return printableLine(redacted(`${fieldName(each.path) || 'all'}: ${was} → ${now}`));
  });
  return fields.length > most ? [...lines, `and ${fields.length - most} more fields`] : lines;
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value.replaceAll('\n', ' ⏎ ') : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** The first three names, and how many more. */
export function clusterNames(clusters: readonly string[]): string {
  const first = clusters.slice(0, 3).join(', ');
  return clusters.length > 3 ? `${first} and ${clusters.length - 3} more` : first;
}
