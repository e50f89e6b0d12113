import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutAllowed, withoutAllowedWarnings } from '../generator/allowances.ts';
import type { Diagnostic } from '../generator/diagnostic.ts';
import type { Allowance } from '../generator/generated/options.ts';
import { compile } from '../generator/index.ts';
import { warningCodes } from '../generator/warning-codes.ts';

const reason = 'It is so on purpose.';
const warning: Diagnostic = {
  code: 'wide-rights',
  severity: 'warning',
  message: 'it may do everything',
  component: 'crossplane',
  clusters: ['one'],
  path: ['components', 'crossplane'],
};
const codesOf = (allowances: readonly Allowance[], found: readonly Diagnostic[] = [warning]) =>
  withoutAllowed(found, allowances).map(({ code, severity }) => `${severity} ${code}`);

describe('a warning that is allowed', () => {
  it.each<[string, Partial<Allowance>]>([
    ['by its code', {}],
    ['of its component', { component: 'crossplane' }],
    ['on its cluster', { cluster: 'one', component: 'crossplane' }],
  ])('%s is not reported', (_, more) => {
    expect(codesOf([{ code: 'wide-rights', reason, ...more }])).toEqual([]);
  });

  it.each<[string, Partial<Allowance>]>([
    ['of another component', { component: 'vault' }],
    ['on another cluster', { cluster: 'two' }],
    ['of an app', { app: 'shop' }],
    ['with another code', { code: 'unused-zone' }],
  ])('%s is, and so is the allowance that nothing needs', (_, more) => {
    expect(codesOf([{ code: 'wide-rights', reason, ...more }])).toEqual([
      'warning wide-rights',
      'warning unused-allowance',
    ]);
  });

  it('of an app, by the app', () => {
    const ofApp: Diagnostic = { ...warning, path: ['apps', 'shop', 'image'] };
    expect(codesOf([{ code: 'wide-rights', app: 'shop', reason }], [ofApp])).toEqual([]);
  });
});

it('an error stays one', () => {
  const error: Diagnostic = { ...warning, severity: 'error' };
  expect(codesOf([{ code: 'wide-rights', reason }], [error])).toEqual([
    'error wide-rights',
    'warning unused-allowance',
  ]);
});

it('what is always an error says so', () => {
  const [problem] = withoutAllowed([], [{ code: 'duplicate-host', reason }]);
  expect(problem?.message).toBe('`duplicate-host` is always an error, and an error cannot be allowed');
});

it('what is warned of in the cases and fixtures is what may be a warning', () => {
  const root = join(import.meta.dirname, '..');
  const files = ['test/invalid', 'generator'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.txt'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  );
  const warned = files.flatMap((text) => [...text.matchAll(/^\S*(?::\d+:\d+ )?warning ([a-z-]+)/gm)]);
  expect([...new Set(warned.map(([, code]) => code))].sort()).toEqual([...warningCodes].sort());
});

it('what only `verify` finds is left to it', () => {
  const allowed = [{ code: 'unverified-object', reason }];
  expect(codesOf(allowed, [])).toEqual([]);
  expect(withoutAllowedWarnings([{ ...warning, code: 'unverified-object' }], allowed)).toEqual([]);
});

it('a platform says so in one line', () => {
  const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  argocd: {}
  gateway-api: {}
  cert-manager: { email: sre@example.org }
  contour: {}
  crossplane: { providers: [kubernetes], kubernetesRole: cluster-admin }
`;
  expect(compile(platform).diagnostics).toMatchObject([{ code: 'wide-rights' }]);
  const allowed = `${platform}allowed:\n  - { code: wide-rights, component: crossplane, reason: It makes namespaces for everyone. }\n`;
  expect(compile(allowed).diagnostics).toEqual([]);
});
