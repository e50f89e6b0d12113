import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../generator/codegen/files-in.ts';
import { referencePages } from '../generator/codegen/reference.ts';
import { compile } from '../generator/index.ts';
import { plinth, repository } from './support/cli.ts';

const pages = ['README.md', ...filesIn(join(repository, 'docs')).map((file) => `docs/${file}`)].filter((file) =>
  file.endsWith('.md'),
);
const read = (page: string) => readFileSync(join(repository, page), 'utf8');

it('the reference pages are as the schemas and definitions say', () => {
  const expected = referencePages(repository);
  const written = pages.filter((page) => page.startsWith('docs/reference/'));
  expect(written.sort()).toEqual([...expected.keys()].sort());
  for (const [page, text] of expected) expect(read(page), page).toBe(text);
});

describe.each(pages)('%s', (page) => {
  it('links to what is there', () => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(targets.filter((target) => !existsSync(join(repository, dirname(page), target)))).toEqual([]);
  });
});

describe('the example of the README', () => {
  const [example = '', tree = '', mistake = ''] = [
    /```yaml\n# platform.yaml\n([\s\S]*?)```/,
    /```\n(kustomize\/[\s\S]*?)```/,
    /```\n(platform\.yaml:[\s\S]*?)```/,
  ].map((block) => read('README.md').match(block)?.[1] ?? '');

  it('gives the folders that it says', () => {
    const paths = [...(compile(example).tree?.keys() ?? [])];
    const folders = tree
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
    expect(folders.length).toBeGreaterThan(4);
    for (const folder of folders)
      expect(
        paths.some((path) => path.startsWith(folder)),
        folder,
      ).toBe(true);
  });

  it('prints the mistake that it shows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plinth-readme-'));
    writeFileSync(join(folder, 'platform.yaml'), `# platform.yaml\n${example.replace('email:', 'emial:')}`);
    const { out } = plinth(['validate'], { cwd: folder });
    rmSync(folder, { recursive: true });
    for (const line of mistake.trim().split('\n')) expect(out).toContain(line);
  });
});
