import { type Code, codes } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Allowance } from './generated/options.ts';
import { warningCodes } from './warning-codes.ts';

/** What only `plinth verify` finds, which the compiler cannot miss. */
const ofVerify: ReadonlySet<string> = new Set<Code>([
  ...(['unverified-object', 'upstream-object', 'overlay-differs'] as const),
  ...(['refused-value', 'unknown-value', 'mistyped-value', 'default-value'] as const),
]);

/** The same without the warnings that platform.yaml allows. An error nobody can allow. */
export function withoutAllowedWarnings(
  found: readonly Diagnostic[],
  allowances: readonly Allowance[],
): readonly Diagnostic[] {
  return found.filter((each) => each.severity === 'error' || !allowances.some((allowance) => isAbout(allowance, each)));
}

/** The same without the warnings that platform.yaml allows, and with what is wrong with what it allows. */
export function withoutAllowed(found: readonly Diagnostic[], allowances: readonly Allowance[]): readonly Diagnostic[] {
  const left = withoutAllowedWarnings(found, allowances);
  const problems = allowances.flatMap((allowance, index): readonly Diagnostic[] => {
    if (!isCode(allowance.code)) return [unknownCode(allowance, index)];
    if (ofVerify.has(allowance.code)) return [];
    return found.some((each) => each.severity === 'warning' && isAbout(allowance, each))
      ? []
      : [unused(allowance, found, index)];
  });
  return [...left, ...problems];
}

function isCode(code: string): code is Code {
  return Object.hasOwn(codes, code);
}

function isAbout({ code, component, app, cluster }: Allowance, { path = [], ...found }: Diagnostic): boolean {
  return (
    found.code === code &&
    (component === undefined || found.component === component) &&
    (app === undefined || ((path[0] === 'apps' || path[0] === 'sites') && path[1] === app)) &&
    (cluster === undefined || found.clusters?.includes(cluster) === true)
  );
}

function unknownCode({ code }: Allowance, index: number): Diagnostic {
  const near = didYouMean(code, Object.keys(codes));
  return {
    code: 'unused-allowance',
    severity: 'error',
    message: `there is no diagnostic \`${code}\``,
    hint: near === undefined ? 'name the code of a warning, as it is printed' : `did you mean \`${near}\`?`,
    path: ['allowed', index, 'code'],
    at: 'value',
  };
}

function unused(allowance: Allowance, found: readonly Diagnostic[], index: number): Diagnostic {
  const isError = found.some((each) => each.severity === 'error' && isAbout(allowance, each));
  return {
    code: 'unused-allowance',
    severity: 'warning',
    ...(isError ? ofError(allowance) : ofNothing(allowance)),
    path: ['allowed', index],
    at: 'value',
  };
}

function ofError({ code }: Allowance): Pick<Diagnostic, 'message' | 'hint'> {
  return {
    message: `\`${code}\` is an error here, and an error cannot be allowed`,
    hint: 'mend it, and take this out',
  };
}

function ofNothing({ code }: Allowance): Pick<Diagnostic, 'message' | 'hint'> {
  if (warningCodes.has(code as Code))
    return {
      message: `\`${code}\` is allowed, and nothing warns of it any more`,
      hint: 'take it out, or the next one goes unseen',
    };
  return {
    message: `\`${code}\` is always an error, and an error cannot be allowed`,
    hint: 'take it out',
  };
}
