import { hasErrors } from '../diagnostic.ts';
import { Failure } from '../failure.ts';
import type { Built } from '../upgrade/compare.ts';
import { pinsFor, pinsOf } from '../upgrade/pins.ts';
import { type Extended, extended } from './extensions/extended.ts';
import { readPlatform } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';
import { upgradeCandidate } from './upgrade/upgrade-candidate.ts';
import { type UpgradeFlags, unrendered } from './upgrade/upgrade-sides.ts';
import { listVersions } from './upgrade/upgrade-versions.ts';

/** `plinth upgrade`: the versions that upstream offers of each chart; with `--to`, what one of them changes, and with `--write` platform.yaml and platform.lock with it. 1 where it cannot be made. */
export async function runUpgrade(subject: string | undefined, flags: UpgradeFlags): Promise<number> {
  const { to } = flags;
  if (to === undefined && flags.write === true)
    throw new Failure('--write needs a version', 'Name it: `--to <version>`.');
  if (to !== undefined && subject === undefined)
    throw new Failure('--to needs to know of what', 'Name the component: `plinth upgrade <component> --to <version>`.');
  const bytes = Buffer.from(readPlatform(flags.platform));
  const using = await extended(bytes, flags.platform);
  const before = builtFrom(bytes.toString(), flags, using);
  if (before === undefined) return 1;
  const all = pinsOf(before);
  const pins = subject === undefined ? all : pinsFor(subject, all, Object.keys(using.registry.components));
  return to === undefined
    ? listVersions(pins, flags)
    : upgradeCandidate(pins, to, bytes.toString(), { before, using }, flags);
}

/** Compiled as far as its objects; printed and undefined where the platform has errors. */
function builtFrom(text: string, flags: UpgradeFlags, using: Extended): Built | undefined {
  const compilation = unrendered(text, flags, using);
  const { objects, model, diagnostics } = compilation;
  if (objects !== undefined && model !== undefined && !hasErrors(diagnostics)) return { objects, model, diagnostics };
  printOutcome(
    { ...flags, format: flags.format === 'json' ? 'json' : 'text' },
    compilation,
    {},
    'nothing was looked at\n',
  );
  return undefined;
}
