import { hasErrors } from '../diagnostic.ts';
import { type Risk, rank } from '../diff/risk.ts';
import { sideOf } from '../diff/side.ts';
import { type Difference, diff } from '../diff.ts';
import { registry } from '../generated/registry.ts';
import { renderForPeople } from '../render.ts';
import { type Base, baseSide } from './base-side.ts';
import { analyseFile, type Invocation } from './invocation.ts';
import { markdownDiff } from './markdown-diff.ts';
import { textDiff } from './print-diff.ts';
import { printOutcome } from './print-outcome.ts';

interface DiffFlags extends Omit<Invocation, 'format'> {
  readonly base?: string;
  readonly failOn?: Risk;
  readonly format: 'text' | 'json' | 'markdown';
}

/** `plinth diff`: what the platform.yaml on disk changes in the clusters against that of a commit; 1 when a change is of the class of `--fail-on` or a worse one. */
export async function runDiff(flags: DiffFlags): Promise<number> {
  const { format, ...rest } = flags;
  const printing: Invocation = { ...rest, format: format === 'json' ? 'json' : 'text' };
  const after = await analyseFile(printing);
  const { objects, model } = after;
  if (objects === undefined || model === undefined || hasErrors(after.diagnostics)) {
    printOutcome(printing, after, {}, 'nothing was compared\n');
    return 1;
  }
  const base = await baseSide({ ...printing, ...(flags.base === undefined ? {} : { base: flags.base }) });
  const found = diff(base.side, sideOf(objects, model, renderForPeople(objects, model, registry)));
  print(flags, found, base);
  const fails = flags.failOn !== undefined && found.changes.length > 0 && rank(found.risk) >= rank(flags.failOn);
  return fails ? 1 : 0;
}

function print({ format }: DiffFlags, found: Difference, base: Base): void {
  const notes = notesOn(base);
  if (format === 'json') process.stdout.write(`${JSON.stringify({ base: base.commit, notes, ...found }, null, 2)}\n`);
  else if (format === 'markdown') process.stdout.write(markdownDiff(found, notes));
  else
    process.stdout.write(
      `${textDiff(found)}${notes.map((each) => `note     ${each}\n`).join('')}${summary(found, base)}`,
    );
}

function summary({ changes, risk }: Difference, { commit }: Base): string {
  if (changes.length === 0) return `no object changes against ${commit}\n`;
  return `${changes.length} change${changes.length === 1 ? '' : 's'} against ${commit}; the worst: ${risk}\n`;
}

/** What is in git at the base and what this Plinth makes of it may be two things: then a part of what happens does not show. */
function notesOn({ differing, commit }: Base): readonly string[] {
  const [first] = differing;
  if (first === undefined) return [];
  const rest = differing.length === 1 ? '' : ` and ${differing.length - 1} more`;
  return [
    `${differing.length} generated files at ${commit} are not what this Plinth makes of the platform.yaml there (${first}${rest}): what another version of Plinth changes by itself is not in this comparison. Commit the regenerated tree on its own, and read its git diff.`,
  ];
}
