import { redacted } from '../../credential.ts';
import type { Difference } from '../../diff.ts';
import { markdownDiff } from './markdown-diff.ts';
import { textDiff } from './print-diff.ts';
import { printableLine } from './printable.ts';

/** What a comparison was with, and what a reader has to know of it. */
export interface Comparison {
  /** A commit, or folders. */
  readonly with: string;
  /** The same as data. */
  readonly facts: object;
  readonly notes: readonly string[];
}

/** Prints a difference: for people, as data, or as a comment of a pull request. */
export function printComparison(
  format: 'text' | 'json' | 'markdown',
  found: Difference,
  { with: other, facts, notes }: Comparison,
): void {
  const lines = notes.map((each) => printableLine(redacted(each)));
  if (format === 'json') process.stdout.write(`${JSON.stringify({ ...facts, notes: lines, ...found }, null, 2)}\n`);
  else if (format === 'markdown') process.stdout.write(markdownDiff(found, lines));
  else
    process.stdout.write(
      `${textDiff(found)}${lines.map((each) => `note     ${each}\n`).join('')}${summary(found, other)}`,
    );
}

function summary({ changes, risk }: Difference, other: string): string {
  if (changes.length === 0) return `no object changes against ${other}\n`;
  return `${changes.length} change${changes.length === 1 ? '' : 's'} against ${other}; the worst: ${risk}\n`;
}
