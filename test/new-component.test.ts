import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from './support/cli.ts';

const copy = mkdtempSync(join(tmpdir(), 'plinth-new-'));
const left = new Set(['node_modules', 'dist', '.git', 'kustomize', 'clusters', 'invalid', 'contracts']);

function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const bin = command === 'node' ? process.execPath : join(repository, 'node_modules/.bin', command);
  const { status, stdout, stderr } = spawnSync(bin, words as string[], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, text: `${stdout}${stderr}` };
}

const scaffold = (name: string) =>
  run('node', ['generator/codegen/build.mjs', 'run', 'generator/codegen/new-component.ts', name]);

beforeAll(() => {
  cpSync(repository, copy, { recursive: true, filter: (path) => path === repository || !left.has(basename(path)) });
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'));
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

it('a scaffolded component compiles, generates and has its pages without a list being edited', () => {
  expect(scaffold('my-thing')).toMatchObject({ status: 0, text: expect.stringContaining('npm run gen') as string });
  expect(run('node', ['generator/codegen/build.mjs', 'all'])).toEqual({ status: 0, text: '' });
  expect(run('tsc', ['-p', '.'])).toEqual({ status: 0, text: '' });
  const fixtures = ['run', 'test/fixtures.test.ts', '-t', 'my-thing'];
  expect(run('vitest', fixtures, { UPDATE_FIXTURES: '1' }).status).toBe(0);
  expect(run('vitest', fixtures).status).toBe(0);
  const expected = join(
    copy,
    'generator/components/my-thing/fixtures/minimal/expected/kustomize/my-thing/install/base',
  );
  expect(readFileSync(join(expected, 'config-map-my-thing.yaml'), 'utf8')).toContain('greeting: hello');
  expect(readFileSync(join(copy, 'docs/reference/components/my-thing.md'), 'utf8')).toContain(
    '| `greeting` | text | `"hello"` |',
  );
  expect(readFileSync(join(copy, 'schema/platform.schema.json'), 'utf8')).toContain('"my-thing"');
});

describe('the example of docs/guides/add-a-component.md', () => {
  const guide = readFileSync(join(repository, 'docs/guides/add-a-component.md'), 'utf8');
  const folder = join(copy, 'generator/components/my-component');
  const blocks = [...guide.matchAll(/^`([\w./-]+)`: .*\n\n```\w+\n([\s\S]*?)^```$/gm)];

  it('has every file of a component', () => {
    expect(blocks.map(([, path]) => path)).toEqual([
      'schema.yaml',
      'stages/install.ts',
      'stages/access.ts',
      'component.ts',
      'fixtures/minimal/platform.yaml',
    ]);
  });

  it('is all that it takes', () => {
    expect(scaffold('my-component').status).toBe(0);
    for (const [, path = '', text = ''] of blocks) writeFileSync(join(folder, path), text);
    expect(run('node', ['generator/codegen/build.mjs', 'all'])).toEqual({ status: 0, text: '' });
    expect(run('tsc', ['-p', '.'])).toEqual({ status: 0, text: '' });
    expect(run('biome', ['check', 'generator/components/my-component'])).toMatchObject({ status: 0 });
    expect(run('vitest', ['run', 'test/fixtures.test.ts', '-t', 'my-component'], { UPDATE_FIXTURES: '1' }).status).toBe(
      0,
    );
    const own = ['run', 'test/fixtures.test.ts', 'test/laws.test.ts', '-t', 'my-component'];
    expect(run('vitest', own)).toMatchObject({ status: 0 });
    const stage = join(folder, 'fixtures/minimal/expected/kustomize/my-component');
    expect(readFileSync(join(stage, 'install/chart/values.yaml'), 'utf8')).toContain('text: hello');
    expect(readFileSync(join(stage, 'access/overlays/one/http-proxy-page.yaml'), 'utf8')).toContain('page.example.org');
    expect(readFileSync(join(copy, 'docs/reference/components/my-component.md'), 'utf8')).toContain('`greeting`');
  });
});

it.each([
  ['a name that is taken', 'vault', 'exists already'],
  ['a name that is none', 'My Thing', 'cannot be the name of a component'],
  ['no name', '', 'cannot be the name of a component'],
])('%s is refused', (_, name, message) => {
  expect(scaffold(name)).toMatchObject({ status: 2, text: expect.stringContaining(message) as string });
  expect(existsSync(join(copy, 'generator/components/My Thing'))).toBe(false);
});
