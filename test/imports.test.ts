import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../generator/codegen/files-in.ts';
import { repository } from './support/cli.ts';

/** Which rooms of generator/ may import which, types aside; a pass's parts belong to the room of the passes. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  contracts: ['contracts', 'generated'],
  kubernetes: ['contracts', 'kubernetes', 'generated'],
  components: ['contracts', 'kubernetes', 'components', 'generated'],
  apps: ['contracts', 'kubernetes', 'apps', 'generated'],
  sites: ['contracts', 'kubernetes', 'sites', 'generated'],
  references: ['contracts', 'kubernetes', 'references', 'generated'],
  checks: ['contracts', 'kubernetes', 'apps', 'references', 'generated'],
  passes: ['contracts', 'kubernetes', 'apps', 'sites', 'references', 'passes', 'generated'],
  index: ['contracts', 'passes', 'generated', 'kubernetes'],
  commands: ['contracts', 'passes', 'index', 'commands', 'extension', 'generated'],
  // only what is pure of the code generation, which the other test sees to
  extension: ['contracts', 'kubernetes', 'passes', 'codegen', 'extension', 'generated'],
  codegen: ['contracts', 'kubernetes', 'generated', 'codegen', 'index'],
  // what runs in a browser sees of the rest what the page shows, no more
  page: ['page', 'passes'],
};

const passes = [
  'read',
  'validate',
  'resolve',
  'build',
  'check-all',
  'render',
  'write',
  'located',
  'verify',
  'lock',
  'graph',
  'explain',
  'init',
  'diff',
  'atlas',
  'render-upstream',
  'upgrade',
];
const folders: Readonly<Record<string, string>> = {
  kubernetes: 'kubernetes',
  components: 'components',
  apps: 'apps',
  sites: 'sites',
  references: 'references',
  checks: 'checks',
  'atlas-page': 'page',
  commands: 'commands',
  codegen: 'codegen',
  extension: 'extension',
  generated: 'generated',
};

function roomOf(file: string): string {
  const [first = ''] = file.split('/');
  const name = first.replace(/\.ts$/, '');
  if (file === 'index.ts') return 'index';
  return folders[first] ?? (passes.includes(name) ? 'passes' : 'contracts');
}

const sources = filesIn(join(repository, 'generator')).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('generated/'),
);
const importsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(join(repository, 'generator', file), 'utf8').matchAll(
      /^(?:import|export) (?!type\b).*? from '(\.[^']+)'/gms,
    ),
  ].map((match) => normalize(join(dirname(file), match[1] ?? '')));

describe('imports point one way', () => {
  it.each(sources)('%s', (file) => {
    const inside = importsOf(file).filter((target) => !target.startsWith('..'));
    const wrong = inside.filter((target) => !allowed[roomOf(file)]?.includes(roomOf(target)));
    expect(wrong).toEqual([]);
  });

  it.each(sources.filter((file) => file.startsWith('components/')))('%s imports no other component', (file) => {
    const own = file.split('/')[1];
    expect(
      importsOf(file).filter((target) => target.startsWith('components/') && target.split('/')[1] !== own),
    ).toEqual([]);
  });

  it.each(sources.filter((file) => !/^(?:(?:commands|codegen|write)\b|lock\/)/.test(file)))(
    '%s touches no disk, process or clock',
    (file) => {
      const text = readFileSync(join(repository, 'generator', file), 'utf8');
      expect(text).not.toMatch(
        /from 'node:(?!crypto|util|path)|\bprocess\.|Date\.now|new Date\b|Math\.random|\bconsole\./,
      );
    },
  );
});
