import { didYouMean } from '../did-you-mean.ts';
import { Failure } from '../failure.ts';

/** Does nothing where a flag names something that the platform has, or is not given; else a Failure that says what there is. */
export function checkName(what: string, name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return;
  const near = didYouMean(name, names);
  throw new Failure(
    `the platform has no ${what} \`${name}\``,
    near === undefined ? `it has ${[...new Set(names)].join(', ')}` : `did you mean \`${near}\`?`,
  );
}
