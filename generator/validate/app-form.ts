import type { Diagnostic } from '../diagnostic.ts';
import type { Block } from '../platform.ts';

/** The options of an app as a whole, whatever it is made of. */
const ofAny = ['enabled', 'sync', 'updates', 'team', 'namespace', 'security', 'mesh'];

/** What else goes with each form; an app with an image takes what a service does. */
const beside = {
  services: new Set([...ofAny, 'services', 'databases', 'patches']),
  source: new Set([...ofAny, 'source']),
} as const;

/** What is wrong with the form of an app, which is one service, or has several, or comes from elsewhere; asked before defaults make every option look as if it was written. */
export function formProblem(block: Block): Diagnostic | undefined {
  const form = (['source', 'services'] as const).find((each) => block[each] !== undefined);
  if (form === undefined) return block['image'] === undefined ? formless : undefined;
  const other = Object.keys(block).find((key) => !beside[form].has(key));
  if (other === undefined) return undefined;
  const hint =
    form === 'services'
      ? 'write it at each of the services that it is for'
      : 'an app is made of one of `image`, `services` and `source`; what comes from elsewhere says the rest itself';
  const message = `\`${other}\` stands beside \`${form}\`, where it is nobody's`;
  return { code: 'unknown-option', severity: 'error', message, hint, path: [other] };
}

const formless: Diagnostic = {
  code: 'missing-option',
  severity: 'error',
  message: 'the app has neither `image` nor `services` nor `source`',
  hint: 'add `image:`, or `services:` where it is more than one, or `source:` for what is maintained elsewhere',
  path: [],
};
