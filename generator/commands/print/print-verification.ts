import type { Diagnostic } from '../../diagnostic.ts';
import type { OverlayVerdict } from '../../verify/overlay.ts';
import type { Invocation } from '../invocation.ts';
import { printOutcome } from './print-outcome.ts';

/** What a whole run of `plinth verify` came to. */
export interface Verification extends Totals {
  readonly diagnostics: readonly Diagnostic[];
  /** How many charts and manifests the overlays take from upstream. */
  readonly artefacts: number;
  /** Folders that people keep by hand, which nobody looked into. */
  readonly keptByHand: readonly string[];
}

/** What overlays add up to. */
interface Totals {
  readonly overlays: number;
  readonly upstream: number;
  readonly contract: number;
  readonly skipped: number;
  readonly rules: number;
  readonly rulesLeft: number;
  /** Charts and manifests that a stand-in stood for, sorted. */
  readonly notInflated: readonly string[];
}

/** Adds verdicts up. */
export function totals(verdicts: readonly OverlayVerdict[]): Totals {
  const sum = (count: (verdict: OverlayVerdict) => number) => verdicts.reduce((total, each) => total + count(each), 0);
  return {
    overlays: verdicts.length,
    upstream: sum(({ byKubernetes, byDefinition }) => byKubernetes + byDefinition),
    contract: sum(({ byContract }) => byContract),
    skipped: sum((each) => each.skipped),
    rules: sum((each) => each.rules),
    rulesLeft: sum((each) => each.rulesLeft),
    notInflated: [...new Set(verdicts.flatMap(({ notInflated }) => notInflated))].sort(),
  };
}

/** Prints what was found, and what was looked at; `text` is the platform's, which diagnostics quote, and `differing` how many files on the disk are others. */
export function printVerification(
  flags: Invocation,
  text: string,
  { diagnostics, artefacts, ...result }: Verification,
  differing: number,
): void {
  const { overlays, upstream, contract, skipped, rules, rulesLeft, notInflated: left, keptByHand: kept } = result;
  const charts =
    left.length === 0
      ? 'every chart inflated'
      : `${left.length} of ${artefacts} charts and manifests not inflated: ${left.join(', ')}`;
  const folders = kept.length === 0 ? '' : `; kept by hand and not looked into: ${kept.join(', ')}`;
  const summary = `${overlays} builds; ${upstream} objects verified by upstream schema, ${contract} by contract, ${skipped} skipped; ${rules} rules asked, ${rulesLeft} not; ${charts}${folders}\n`;
  printOutcome(flags, { text, diagnostics }, { ...result, differing }, `${summary}${onDisk(differing)}`);
}

function onDisk(differing: number): string {
  if (differing === 0) return '';
  const files = differing === 1 ? '1 file on the disk is' : `${differing} files on the disk are`;
  return `${files} not as verified here: \`plinth generate --check\` says which\n`;
}
