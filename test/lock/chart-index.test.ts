import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { findInIndex } from '../../generator/lock/chart-index.ts';

const place = 'https://charts.example.org/index.yaml';
const find = (text: string, name: string, version: string) => findInIndex({ text, place }, name, version);

const chartName = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const version = fc.stringMatching(/^v?\d{1,2}\.\d\.\d(?:-rc\.\d)?(?:\+[a-z]{2})?$/);
const entry = fc.record({
  apiVersion: fc.constantFrom('v1', 'v2'),
  // what upstream writes here may look like anything else in the file
  description: fc.constantFrom('plain', 'entries:', '- version: 1.0.0', 'two\n  lines: of\n- text\n', '# 1.2.3', ''),
  annotations: fc.constantFrom({}, { changes: '- kind: added\n  version: 1.2.3\n' }),
  urls: fc.array(fc.webUrl(), { minLength: 1, maxLength: 2 }),
  digest: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/), { nil: '' }),
});
const versions = fc.uniqueArray(fc.tuple(version, entry), { selector: ([each]) => each, minLength: 1, maxLength: 4 });
const index = fc.dictionary(chartName, versions, { minKeys: 1, maxKeys: 5 });

describe('an index', () => {
  it('says the same whether its entry is read alone or with all others', () => {
    fc.assert(
      fc.property(index, fc.boolean(), fc.boolean(), (charts, indentSeq, asJson) => {
        const entries = Object.fromEntries(
          Object.entries(charts).map(([name, list]) => [
            name,
            list.map(([version, each]) => ({ ...each, name, version })),
          ]),
        );
        const value = { apiVersion: 'v1', entries, generated: '2026-01-01T00:00:00Z' };
        const text = asJson ? JSON.stringify(value) : stringify(value, { indentSeq, lineWidth: 60 });
        for (const [name, list] of Object.entries(charts))
          for (const [version, { urls, digest }] of list)
            expect(find(text, name, version)).toEqual({ version, urls, ...(digest === '' ? {} : { digest }) });
      }),
      { numRuns: 200 },
    );
  });

  it('may have 10,000 charts, Windows line ends, and its keys in any order', () => {
    const chart = (name: string) =>
      `  ${name}:\n${[3, 2, 1].map((minor) => `  - name: ${name}\n    urls:\n    - ${name}-1.${minor}.0.tgz\n    version: 1.${minor}.0\n`).join('')}`;
    const all = Array.from({ length: 10_000 }, (_, index) => chart(`chart-${index}`)).join('');
    const text = `generated: x\nentries:\n${all}apiVersion: v1\n`;
    const expected = { version: '1.2.0', urls: ['chart-9999-1.2.0.tgz'] };
    expect(find(text, 'chart-9999', '1.2.0')).toEqual(expected);
    expect(find(text.replaceAll('\n', '\r\n'), 'chart-9999', '1.2.0')).toEqual(expected);
  });

  it.each([
    ['', `${place} is not the index of a chart repository`],
    ['apiVersion: v1\n', `${place} is not the index of a chart repository`],
    ['<html>', `${place} is not the index of a chart repository`],
    ['{', `${place} is not YAML`],
    ['entries: {}\n', `${place} has no chart web`],
    ['entries:\n', `${place} is not the index of a chart repository`],
    ['entries:\n  web:\n  - version: 1.0.0\n', `${place} gives no address for web 1.0.0`],
    ['entries:\n  web:\n  - version: 1.0.0\n    urls: [\n', `${place} is not YAML`],
    ['entries:\n  web: []\n', `${place} has no version 1.0.0 of web`],
    ['entries:\n  web:\n', `${place} has no version 1.0.0 of web`],
  ])('%j is refused', (text, message) => {
    expect(() => find(text, 'web', '1.0.0')).toThrow(message);
  });
});
