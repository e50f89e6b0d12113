import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { type Size, sizes } from '../generator/init/beginning.ts';
import { firstFiles } from '../generator/init.ts';
import { plinth } from './support/cli.ts';
import { filesBelow } from './support/files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-init-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const flags = {
  name: 'acme',
  domain: 'k8s.example.org',
  git: 'https://github.com/acme/platform.git',
  email: 'sre@example.org',
};
const words = (size: string, more: Partial<typeof flags> = {}) => [
  '--size',
  size,
  ...Object.entries({ ...flags, ...more }).flatMap(([flag, value]) => [`--${flag}`, value]),
];
const textOf = (size: Size) => firstFiles({ size, ...flags }, '0.1.0').get('platform.yaml') ?? '';

describe.each(sizes)('a platform of the size %s', (size) => {
  it('is right as it stands, its examples too, and no line warns', () => {
    expect(compile(textOf(size)).diagnostics).toEqual([]);
    const examples = textOf(size).replace(/^# (apps:$| {2})/gm, '$1');
    expect(examples).not.toBe(textOf(size));
    // on one machine nothing says whether its network enforces policies, which apps need
    const enforced = examples.replace(
      '    kubernetes: "1.34"\n    nodes',
      '    kubernetes: "1.34"\n    cni: { networkPolicies: true }\n    nodes',
    );
    expect(compile(enforced).diagnostics).toEqual([]);
  });

  it('is begun, generated and found as it should be', () => {
    const folder = join(scratch, size);
    const begun = plinth(['init', folder, ...words(size)]);
    expect(begun).toMatchObject({ code: 0, err: '' });
    expect(begun.out).toContain('npm install\n  npm start\n  git add');
    expect(plinth(['generate'], { cwd: folder })).toMatchObject({ code: 0, err: '' });
    expect(plinth(['generate', '--check'], { cwd: folder })).toMatchObject({ code: 0 });
    for (const file of ['.github/workflows/platform.yaml', '.pre-commit-config.yaml'])
      expect(parse(readFileSync(join(folder, file), 'utf8'))).toBeTypeOf('object');
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({ name: 'acme' });
  });
});

describe('plinth init', () => {
  it('touches nothing that is there', () => {
    const folder = mkdtempSync(join(scratch, 'kept-'));
    writeFileSync(join(folder, 'README.md'), 'mine');
    expect(plinth(['init', folder, ...words('trial')]).out).toContain('kept  README.md');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('mine');
    const before = filesBelow(folder);
    expect(plinth(['init', folder, ...words('fleet')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('exists') as string,
    });
    expect(filesBelow(folder)).toEqual(before);
  });

  it.each<[string, string[], string]>([
    ['what is missing where nobody can be asked', ['--size', 'trial'], '--name, --domain, --git, --email'],
    ['a domain that is none', words('trial', { domain: 'K8S example' }), 'K8S example'],
    ['a name that is none', words('trial', { name: 'a: b' }), 'a: b'],
    ['a size that there is not', words('huge'), 'Allowed choices are trial, three-nodes, fleet'],
  ])('says %s, and writes nothing', (_, given, message) => {
    const folder = mkdtempSync(join(scratch, 'none-'));
    expect(plinth(['init', folder, ...given])).toMatchObject({
      code: 2,
      err: expect.stringContaining(message) as string,
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('plinth schema prints the schema that editors read', () => {
  expect(JSON.parse(plinth(['schema']).out)).toMatchObject({ title: 'Platform', type: 'object' });
});
