import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentTemplate, partsOf } from '../generator/apps/template.ts';

/** What Go's text/template makes of a template that has constants and `{{ <secret> <key> }}` for actions. */
function executed(template: string): string {
  let [left, made] = [template, ''];
  for (let begin = left.indexOf('{{'); begin >= 0; begin = left.indexOf('{{')) {
    const [, constant, value, rest] =
      /^\{\{ (?:("(?:[^"\\]|\\.)*")|([a-z]+ [a-z]+)) \}\}([\s\S]*)$/.exec(left.slice(begin)) ?? [];
    if (rest === undefined) throw new Error(`no action: ${left.slice(begin)}`);
    made += left.slice(0, begin) + (constant === undefined ? `<${value}>` : (JSON.parse(constant) as string));
    left = rest;
  }
  return made + left;
}

const rendered = (written: string) => executed(agentTemplate(partsOf(written), (name, key) => `{{ ${name} ${key} }}`));

describe('a file with values of secrets', () => {
  it('has them where they are named, and else what was written', () => {
    expect(rendered('a ${login.user}:${login.password} {{ b }} {${login.user}}}')).toBe(
      'a <login user>:<login password> {{ b }} {<login user>}}',
    );
    expect(rendered('$${login.user} $$${login.user}')).toBe('${login.user} $${login.user}');
  });

  it('is as it was written, whatever braces it has', () => {
    const signs = fc.constantFrom('{', '{', '}', '$', 'a', '"', '\\', '\n', ' ');
    const text = fc.array(signs).map((all) => all.join('').replace(/\$+\{/g, '{'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(!before.endsWith('$'));
        expect(rendered(`${before}\${login.user}${after}`)).toBe(`${before}<login user>${after}`);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it.each(['${login}', '${login.}', '${.user}', '${Login.user}', '${login.user', '${login.us er}', '${}'])(
    '%s names nothing',
    (written) => {
      expect(partsOf(`a ${written} b`).filter(({ kind }) => kind === 'wrong')).toHaveLength(1);
    },
  );

  it('may name a key with dots', () => {
    expect(partsOf('${login.tls.key}')).toContainEqual({ kind: 'value', secret: 'login', key: 'tls.key' });
  });
});
