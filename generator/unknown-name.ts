import type { Finding } from './component.ts';
import { didYouMean } from './did-you-mean.ts';

/** Yields `problem` where `name` is none of those there are, with a hint at the one that was meant, or at all of them. */
export function* unknownName(
  name: string,
  known: readonly string[],
  problem: Omit<Finding, 'severity' | 'hint'>,
): Iterable<Finding> {
  if (known.includes(name)) return;
  yield { ...problem, severity: 'error', hint: among(name, [...known].sort()) };
}

function among(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return `there ${known.length === 1 ? 'is' : 'are'} ${known.map((each) => `\`${each}\``).join(', ')}`;
}
