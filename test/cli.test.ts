import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plinth } from './support/cli.ts';

const valid = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  cert-manager: { email: sre@example.org }
  contour: {}
  argocd: {}
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-cli-'));
  writeFileSync(join(folder, 'platform.yaml'), valid);
});
afterEach(() => rmSync(folder, { recursive: true }));
const run = (...words: string[]) => plinth(words, { cwd: folder });

describe('generate', () => {
  it('writes once, and then has nothing to do', () => {
    expect(run('generate').out).toMatch(/^\d+ files: \d+ written, 0 removed, 0 unchanged\n$/);
    expect(run('generate').out).toMatch(/^\d+ files: 0 written, 0 removed, \d+ unchanged\n$/);
  });

  it('--check lists what differs and exits 1, and writes nothing', () => {
    expect(run('generate', '--check')).toMatchObject({ code: 1, err: '' });
    expect(readdirSync(folder)).toEqual(['platform.yaml']);
    run('generate');
    expect(run('generate', '--check')).toMatchObject({ code: 0 });
    const file = join(folder, 'kustomize/cert-manager/issuers/base/kustomization.yaml');
    writeFileSync(join(folder, 'kustomize/mine.yaml'), 'mine: true\n');
    rmSync(file);
    const { code, out } = run('generate', '--check');
    expect(code).toBe(1);
    expect(out).toContain('missing  kustomize/cert-manager/issuers/base/kustomization.yaml');
    expect(out).toContain('foreign  kustomize/mine.yaml');
  });

  it('takes the platform and the root from elsewhere', () => {
    const root = mkdtempSync(join(tmpdir(), 'plinth-root-'));
    expect(run('generate', '--platform', join(folder, 'platform.yaml'), '--root', root).code).toBe(0);
    expect(readdirSync(root).sort()).toEqual(['clusters', 'kustomize']);
    expect(readdirSync(folder)).toEqual(['platform.yaml']);
    rmSync(root, { recursive: true });
  });

  it('reads standard input', () => {
    expect(plinth(['generate', '--platform', '-', '--root', folder], { cwd: folder, input: valid }).code).toBe(0);
  });
});

describe('--format json', () => {
  it('gives diagnostics as data', () => {
    writeFileSync(join(folder, 'platform.yaml'), valid.replace('email', 'emial'));
    const { code, out } = run('validate', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      diagnostics: [
        {
          file: 'platform.yaml',
          code: 'unknown-option',
          severity: 'error',
          message: '`emial` is not an option of `components.cert-manager`',
          hint: 'did you mean `email`?',
          path: ['components', 'cert-manager', 'emial'],
          at: 'key',
          position: { line: 8, column: 19 },
        },
      ],
    });
  });

  it('gives what was written as data', () => {
    const { diagnostics, written, removed } = JSON.parse(run('generate', '--format', 'json').out) as {
      diagnostics: [];
      written: string[];
      removed: string[];
    };
    expect({ diagnostics, removed }).toEqual({ diagnostics: [], removed: [] });
    expect(written).toContain('clusters/one/bootstrap/root.yaml');
  });

  it('gives a failure as data', () => {
    const { code, out } = run('validate', '--platform', 'nowhere.yaml', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      failure: { message: expect.stringContaining('there is no such file') as string },
    });
  });
});

describe('Plinth fails with 2, one line and a way out', () => {
  it('and shows no credential, where it tells developers more either', () => {
    const { code, err } = plinth(['explain', 'https://bob:S3cretPassw0rd99@h/x'], {
      cwd: folder,
      env: { PLINTH_DEBUG: '1' },
    });
    expect(code).toBe(2);
    expect(err).toContain('Failure: ');
    expect(err).not.toContain('S3cret');
  });

  it.each([
    ['a file that is not there', ['validate', '--platform', 'nowhere.yaml'], 'there is no such file'],
    ['a folder', ['validate', '--platform', '.'], 'it is a folder'],
    ['an unknown flag', ['generate', '--chek'], "unknown option '--chek'"],
    ['an unknown command', ['genrate'], "unknown command 'genrate'"],
    ['an unknown format', ['validate', '--format', 'xml'], 'Allowed choices are text, json'],
    ['a root that is not there', ['generate', '--root', 'nowhere'], 'nowhere'],
  ])('%s', (_, words, message) => {
    const { code, out, err } = run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

it('says its version and explains itself', () => {
  expect(run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  expect(run('--help').out).toContain('generate');
});
