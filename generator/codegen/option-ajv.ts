import { Ajv } from 'ajv';

/** Keywords of ours, and those that only editors read. */
export const annotations = ['x-scope', 'x-expected', 'patternErrorMessage', 'enumDescriptions'];

/** The ajv that options are checked with, for its standalone code: all problems at once, defaults filled in, no keyword that it does not know. */
export function optionAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    useDefaults: true,
    discriminator: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    messages: false,
    code: { source: true, lines: false, optimize: 2 },
  });
  for (const keyword of annotations) ajv.addKeyword(keyword);
  return ajv;
}
