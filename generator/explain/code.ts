import { type Code, codes } from '../codes.ts';
import type { Explained, Explanation } from './explanation.ts';

/** What a diagnostic means, and where the platform has it. */
export function explainCode(code: Code, { diagnostics }: Explained): Explanation {
  const here = diagnostics.filter((each) => each.code === code);
  const places = here.map(({ position, message }) => `platform.yaml:${position?.line}:${position?.column}  ${message}`);
  const count = here.length === 0 ? 'The platform has none.' : `The platform has ${here.length}:`;
  return {
    lines: [
      codes[code],
      '',
      count,
      ...places.map((each) => `  ${each}`),
      '',
      `More: docs/reference/diagnostics/${code}.md`,
    ],
    facts: { code, meaning: codes[code], here: here.map(({ position, message }) => ({ position, message })) },
  };
}
