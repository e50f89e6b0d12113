import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { codes } from '../generator/codes.ts';
import { runGenerate } from '../generator/commands/generate.ts';
import { brokenComponents } from './support/broken-components.ts';
import { plinth, type Run } from './support/cli.ts';
import { foldersIn } from './support/files.ts';

const invalid = join(import.meta.dirname, 'invalid');
const folder = mkdtempSync(join(tmpdir(), 'plinth-invalid-'));
beforeEach(() => {
  for (const name of ['kustomize', 'clusters']) rmSync(join(folder, name), { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What must hold whatever the mistake is: a place, no stack trace, nothing written. */
function expectRefusal(run: Run, code: string): void {
  expect(run.err).toBe('');
  expect(run.out).toMatch(new RegExp(`:\\d+:\\d+ error ${code}\\b`));
  expect(run.out).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(run.code).toBe(1);
  expect(readdirSync(folder)).toEqual(['platform.yaml']);
}

/** What `plinth generate` prints and leaves; here, since three hundred processes take minutes, and test/cli.test.ts starts them. */
async function generate(bytes: string | Buffer): Promise<Run> {
  const platform = join(folder, 'platform.yaml');
  writeFileSync(platform, bytes);
  // the engine lies beside the program
  if (bytes.includes('delivery: rendered')) return plinth(['generate'], { cwd: folder });
  const said: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (text) => said.push(String(text)) > 0;
  try {
    const code = await runGenerate({ platform, format: 'text' });
    return { code, out: said.join('').replaceAll(platform, 'platform.yaml'), err: '' };
  } finally {
    process.stdout.write = write;
  }
}

describe.each(foldersIn(invalid))('%s', (code) => {
  const cases = readdirSync(join(invalid, code)).filter((file) => file.endsWith('.yaml'));

  it('is a known code with a case', () => {
    expect(Object.keys(codes)).toContain(code);
    expect(cases).not.toEqual([]);
  });

  it.each(cases)('%s', async (file) => {
    const run = await generate(readFileSync(join(invalid, code, file)));
    const severity = run.out.includes(` error ${code}`) ? 'error' : 'warning';
    if (severity === 'error') expectRefusal(run, code);
    else expect(run.out).toMatch(new RegExp(`:\\d+:\\d+ warning ${code}\\b`));
    // how many files there are has nothing to do with it
    const printed = run.out.replace(/^\d+ files: .*$/m, 'the tree is written');
    await expect(printed).toMatchFileSnapshot(join(invalid, code, `${basename(file, '.yaml')}.txt`));
  });
});

describe('too big to keep in the repository', () => {
  it('a file of 50 MB', async () => {
    expectRefusal(await generate(`name: ${'x'.repeat(50_000_000)}\n`), 'too-large');
  });

  it.each([
    ['flow lists', `name: ${'['.repeat(20_000)}`],
    ['block maps', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['block lists', `${'- '.repeat(5_000)}x`],
  ])('%s nested without end', async (_, text) => {
    expectRefusal(await generate(text), 'too-deep');
  });

  it('a billion laughs', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array(12)
          .fill(level === 0 ? 'lol' : `*l${level - 1}`)
          .join(', ')}]`,
    );
    expectRefusal(await generate(`${levels.join('\n')}\n`), 'too-many-aliases');
  });

  it('a binary file', async () => {
    expectRefusal(
      await generate(Buffer.from(Uint8Array.from({ length: 4096 }, (_, index) => (index * 167) % 256))),
      'not-text',
    );
  });
});

it('every diagnostic code has a case', () => {
  const tested = new Set([
    ...foldersIn(invalid),
    ...Object.keys(brokenComponents),
    'too-large',
    'too-deep',
    'too-many-aliases',
    'not-text',
    // test/verify.test.ts and test/verify-complete.test.ts have their cases
    'overlay-differs',
    'upstream-object',
    'unverified-object',
    // test/values.test.ts has those that a locked chart's values take
    'refused-value',
    'unknown-value',
    'mistyped-value',
    'default-value',
    // test/rendered.test.ts has those that a locked chart takes
    'refused-chart',
    'unsteady-chart',
    'rendered-secret',
    // test/extensions.test.ts has their cases
    'duplicate-component',
    'broken-extension',
    // test/diff-against.test.ts has its cases
    'unbuildable-folder',
    // test/rendered.test.ts has those that a locked chart takes
    'refused-chart',
    'unsteady-chart',
    'rendered-secret',
  ]);
  expect(Object.keys(codes).filter((code) => !tested.has(code))).toEqual([]);
});
