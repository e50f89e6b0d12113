import { redacted } from '../../credential.ts';
import type { FoldedChange } from '../../diff/fold.ts';
import { type Risk, riskNames, risks } from '../../diff/risk.ts';
import type { Difference } from '../../diff.ts';
import { causeLines, clusterNames, effectLines, fieldLines } from './print-diff.ts';
import { printableLine } from './printable.ts';

/** GitHub refuses a comment that is longer, in characters. */
export const LONGEST = 65_536;

/** The first line: by it a workflow finds its own comment again. */
export const MARK = '<!-- plinth diff -->';

/** A difference as a comment of a pull request, never longer than GitHub takes: a table first, then each class, what is harmless folded. */
export function markdownDiff(difference: Difference, notes: readonly string[]): string {
  const { changes, atOnce } = difference;
  const warnings = [
    ...notes,
    ...atOnce.map(
      ({ first, waiting, clusters }) =>
        `\`${waiting}\` waits for \`${first}\` only when it is installed; this syncs both at the same time (${clusterNames(clusters)})`,
    ),
  ].map((each) => `> ${each}\n>\n`);
  const head = [MARK, '\n', title(changes), '\n', ...warnings, warnings.length > 0 ? '\n' : ''].join('');
  const groups = [...riskNames].reverse().map((risk) => changes.filter(({ effects }) => effects[0].risk === risk));
  const table = changes.length === 0 ? '' : `${tableOf(groups)}\n`;
  return withinLimit(head + table, groups.flatMap(section));
}

/** The changes alone, each class with what it means. */
export function markdownChanges(changes: readonly FoldedChange[]): string {
  const groups = [...riskNames].reverse().map((risk) => changes.filter(({ effects }) => effects[0].risk === risk));
  return withinLimit(tableOf(groups), groups.flatMap(section));
}

function title(changes: readonly FoldedChange[]): string {
  if (changes.length === 0) return '### No object changes in any cluster\n';
  const clusters = new Set(changes.flatMap((each) => each.clusters));
  return `### What this changes: ${count(changes.length, 'change')} on ${count(clusters.size, 'cluster')}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function tableOf(groups: readonly (readonly FoldedChange[])[]): string {
  const rows = groups.flatMap((group) => {
    const risk = group[0]?.effects[0].risk;
    return risk === undefined ? [] : [`| **${risk}** | ${group.length} | ${risks[risk]} |\n`];
  });
  return `| Class | Changes | What it means |\n| --- | ---: | --- |\n${rows.join('')}`;
}

/** A class with its changes, in parts that are left out whole where there is no room. */
function section(group: readonly FoldedChange[]): readonly string[] {
  const risk = group[0]?.effects[0].risk;
  if (risk === undefined) return [];
  return group.map((change, index) =>
    index === 0 ? `\n#### ${risk}\n\n${details(change, risk)}` : details(change, risk),
  );
}

const verbs = { added: 'added', changed: 'changed', removed: 'removed', moved: 'moved' } as const;

function details(change: FoldedChange, risk: Risk): string {
  const { verb, subject, stage, clusters, from } = change;
  const origin = from === undefined ? '' : ` from <code>${escaped(from)}</code>`;
  const head = `<code>${escaped(subject)}</code> ${verbs[verb]}${origin} in <code>${escaped(stage)}</code> on ${escaped(clusterNames(clusters))}`;
  const effects = [...effectLines(change), ...causeLines(change)].map((each) => `${escaped(each)}\n\n`);
  const fields = fieldLines(change.fields);
  const folded = change.noise === 0 ? '' : `${change.noise} more that say nothing (chart label, checksum)\n\n`;
  const code = fields.length === 0 ? '' : fenced(fields);
  if (effects.length + fields.length === 0) return `- ${head}\n`;
  const open = risk === 'harmless' ? '' : ' open';
  return `<details${open}><summary>${head}</summary>\n\n${effects.join('')}${code}${folded}</details>\n`;
}

/** Whatever the lines hold, they cannot end the block. */
function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${lines.join('\n')}\n${fence}\n\n`;
}

function escaped(text: string): string {
  const safe = printableLine(redacted(text));
  return safe
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[|*_`[\]@#\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function withinLimit(head: string, parts: readonly string[]): string {
  let text = head;
  for (const [index, part] of parts.entries()) {
    const rest = `\n${count(parts.length - index, 'more change')}: there is no room for it here; run \`plinth diff\`.\n`;
    if (text.length + part.length + rest.length > LONGEST) return text + rest;
    text += part;
  }
  return text;
}
