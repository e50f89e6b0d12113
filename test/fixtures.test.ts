import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textDiagnostics } from '../generator/commands/print/print-diagnostics.ts';
import { compile } from '../generator/index.ts';
import { filesBelow, foldersIn, replaceFolder } from './support/files.ts';

const generator = join(import.meta.dirname, '../generator');
const rooms = [
  'apps',
  'sites',
  ...foldersIn(join(generator, 'components')).map((component) => `components/${component}`),
];

/** A site is an app with a role for its tokens and with a repository. */
const ofSites = /^kustomize\/(?:apps|vault-config-operator\/secrets\/overlays)\/|\/sites\.tf\.json$/;

/** What a fixture is about: the folder of its component, or of apps, in the tree, and what was found. */
function outcome(about: string, platform: string): ReadonlyMap<string, string> {
  const { tree, diagnostics, text } = compile(platform);
  const isOwn = (path: string) => (about === 'sites' ? ofSites.test(path) : path.startsWith(`kustomize/${about}/`));
  const own = [...(tree ?? [])].filter(([path]) => isOwn(path));
  // a fixture is about one component, so few have the whole platform that a hub needs
  const relevant = diagnostics.filter(({ code }) => code !== 'hub-without-argocd');
  const found = textDiagnostics(relevant, { file: 'platform.yaml', text });
  return new Map([...own, ...(found === '' ? [] : [['diagnostics.txt', found] as const])]);
}

describe.each(rooms)('%s', (room) => {
  const fixtures = join(generator, room, 'fixtures');

  it('has a fixture', () => {
    expect(foldersIn(fixtures)).not.toEqual([]);
  });

  it.each(foldersIn(fixtures))('%s', (name) => {
    const folder = join(fixtures, name);
    const found = outcome(basename(room), readFileSync(join(folder, 'platform.yaml'), 'utf8'));
    if (process.env['UPDATE_FIXTURES'] !== undefined) replaceFolder(join(folder, 'expected'), found);
    const expected = filesBelow(join(folder, 'expected'));
    expect(expected.size, 'a fixture that expects nothing checks nothing').toBeGreaterThan(0);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});
