import { knownViews } from '../build/known-views.ts';
import { hasErrors } from '../diagnostic.ts';
import { causes } from '../diff/causes.ts';
import { onlyIn } from '../diff/only-in.ts';
import { onlyOn } from '../diff/only-on.ts';
import { type Risk, rank } from '../diff/risk.ts';
import { sideOf } from '../diff/side.ts';
import { type Difference, diff } from '../diff.ts';
import { renderForPeople } from '../render.ts';
import { type Base, baseSide } from './base-side.ts';
import { checkFlags } from './check-flags.ts';
import { uncheckedObjects } from './compile/compile-file.ts';
import { lockBeside } from './compile/locked-bytes.ts';
import { diffAgainst } from './diff-against.ts';
import type { Invocation } from './invocation.ts';
import { isRendered } from './kept/known-clean.ts';
import { printComparison } from './print/print-comparison.ts';
import { printOutcome } from './print/print-outcome.ts';

interface DiffFlags extends Omit<Invocation, 'format'> {
  readonly base?: string;
  readonly against?: readonly string[];
  readonly cluster?: string;
  readonly stage?: string;
  readonly failOn?: Risk;
  readonly format: 'text' | 'json' | 'markdown';
}

/** `plinth diff`: what the platform.yaml on disk changes in the clusters against that of a commit, or against manifests that are there; 1 when a change is of the class of `--fail-on` or a worse one. */
export async function runDiff(flags: DiffFlags): Promise<number> {
  const { against, ...rest } = flags;
  return against === undefined ? diffBase(rest) : diffAgainst({ ...rest, against });
}

async function diffBase(flags: DiffFlags): Promise<number> {
  const { format, ...rest } = flags;
  const printing: Invocation = { ...rest, format: format === 'json' ? 'json' : 'text' };
  const known = knownViews();
  const after = await uncheckedObjects(printing, known);
  const { objects, model, source, isChecked, using } = after;
  if (source === undefined || objects === undefined || model === undefined || hasErrors(after.diagnostics)) {
    printOutcome(printing, after, {}, 'nothing was compared\n');
    return 1;
  }
  const base = await baseSide({ ...printing, ...(flags.base === undefined ? {} : { base: flags.base }) }, known);
  const now = sideOf(objects, model, renderForPeople(objects, model, using.registry));
  checkFlags(flags, [...base.side.units.values(), ...now.units.values()]);
  const lock = isRendered(objects) ? { lock: lockBeside(flags.platform) } : {};
  const why = causes(base.told, { source, model, ...lock }, using.registry);
  const found = onlyIn(diff(onlyOn(base.side, flags.cluster), onlyOn(now, flags.cluster), why), flags.stage);
  const notes = [...(isChecked ? [] : [unchecked]), ...notesOn(base)];
  printComparison(flags.format, found, { with: base.commit, facts: { base: base.commit }, notes });
  return failsOn(flags.failOn, found) ? 1 : 0;
}

/** Whether a difference is one that a run is to fail on. */
function failsOn(failOn: Risk | undefined, { changes, risk }: Difference): boolean {
  return failOn !== undefined && changes.length > 0 && rank(risk) >= rank(failOn);
}

/** Checks take longer than the comparison, and `generate` runs them all. */
const unchecked =
  'this platform.yaml has not been checked here yet: what `plinth validate` finds in it may keep all of this from being generated';

/** What is in git at the base and what this Plinth makes of it may be two things: then a part of what happens does not show. */
function notesOn({ differing, commit }: Base): readonly string[] {
  const [first] = differing;
  if (first === undefined) return [];
  const rest = differing.length === 1 ? '' : ` and ${differing.length - 1} more`;
  return [
    `${differing.length} generated files at ${commit} are not what this Plinth makes of the platform.yaml there (${first}${rest}): what another version of Plinth changes by itself is not in this comparison. Commit the regenerated tree on its own, and read its git diff.`,
  ];
}
