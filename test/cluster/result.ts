/** What one step of the harness found. */
export interface Result {
  readonly step: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** Figures, and what is wrong, a line each. */
  readonly lines: readonly string[];
}

/** Passed where nothing is wrong. */
export function judged(step: string, wrong: readonly string[], figures: readonly string[] = []): Result {
  return {
    step,
    verdict: wrong.length === 0 ? 'passed' : 'failed',
    lines: [...figures, ...wrong.map((each) => `! ${each}`)],
  };
}

/** Not done, and why; it counts as nothing else. */
export function skipped(step: string, why: string): Result {
  return { step, verdict: 'skipped', lines: [why] };
}

/** A step as lines of text. */
export function printed({ step, verdict, lines }: Result): string {
  const sign = { passed: '✓', failed: '✗', skipped: '-' }[verdict];
  return [`${sign} ${step}${verdict === 'skipped' ? ' (skipped)' : ''}`, ...lines.map((line) => `    ${line}`)].join(
    '\n',
  );
}

/** The last line: a skip is neither a pass nor a failure. */
export function totals(results: readonly Result[]): string {
  const count = (verdict: Result['verdict']) => results.filter((each) => each.verdict === verdict).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
