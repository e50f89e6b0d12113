import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isGenerated, type Tree } from '../generator/tree.ts';
import { write } from '../generator/write.ts';
import { failureOf } from './write/failure-of.ts';
import { put, scratch } from './write/scratch.ts';
import { snapshot, textAt, texts } from './write/snapshot.ts';
import { generated, treeOf } from './write/trees.ts';

const a = 'kustomize/vault/base/a.yaml';
const b = 'kustomize/vault/base/b.yaml';
const c = 'clusters/production/c.yaml';

describe('a run', () => {
  it('writes the whole tree into an empty root, nothing else, with mode 644', () => {
    const { root } = scratch();
    const tree = treeOf(1, 60);
    const result = write(tree, root);
    expect(texts(root)).toEqual(new Map([...tree].sort()));
    expect(result.written).toEqual([...tree.keys()].sort());
    expect(result).toMatchObject({
      missing: result.written,
      drifted: [],
      stale: [],
      removed: [],
      kept: [],
      unchanged: 0,
    });
    for (const path of tree.keys()) expect(lstatSync(join(root, path)).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  it('touches nothing when nothing changed: same inode, time and mode, and no ledger', () => {
    const { folder, root, cache } = scratch();
    for (const [path, text] of treeOf(1, 60)) put(root, path, text);
    const before = snapshot(folder);
    const result = write(treeOf(1, 60), root);
    expect(snapshot(folder)).toEqual(before);
    expect(result).toMatchObject({ written: [], removed: [], unchanged: 65 });
    expect(existsSync(cache)).toBe(false);
  });

  it('writes only the files that differ', () => {
    const { root } = scratch();
    write(generated({ [a]: 'one: 1\n', [b]: 'two: 2\n' }), root);
    const untouched = lstatSync(join(root, b), { bigint: true });
    const result = write(generated({ [a]: 'one: 2\n', [b]: 'two: 2\n', [c]: 'new: 3\n' }), root);
    expect(result).toMatchObject({ drifted: [a], missing: [c], written: [c, a], unchanged: 1 });
    expect(textAt(root, a)).toContain('one: 2');
    expect(lstatSync(join(root, b), { bigint: true })).toMatchObject({
      ino: untouched.ino,
      mtimeNs: untouched.mtimeNs,
    });
  });

  it('writes every text as it is: empty lines, other scripts, lone surrogates twice the same, 1 MB', () => {
    const { root } = scratch();
    const tree = generated({ [a]: 'é — 名 🎉 \u{FFFD}\n\n', [b]: 'half \uD800\n', [c]: 'x: 1\n'.repeat(200_000) });
    write(tree, root);
    expect(textAt(root, a)).toBe(tree.get(a));
    expect(textAt(root, c)).toBe(tree.get(c));
    expect(write(tree, root)).toMatchObject({ written: [], unchanged: 3 });
  });

  it('finds a difference of one byte, invalid UTF-8 included', () => {
    const { root } = scratch();
    const tree = generated({ [a]: 'x: \u{FFFD}\n' });
    put(root, a, '');
    write(tree, root);
    const bytes = Buffer.from(tree.get(a) ?? '');
    // Decodes to the same text, in as many bytes.
    const other = Buffer.concat([bytes.subarray(0, -4), Buffer.from([0xf0, 0x9f, 0x98, 0x0a])]);
    expect(other.toString()).toBe(bytes.toString());
    unlinkSync(join(root, a));
    execFileSync('sh', ['-c', 'cat > "$1"', 'sh', join(root, a)], { input: other });
    expect(write(tree, root, { check: true }).drifted).toEqual([a]);
  });

  it('writes names of 250 bytes', () => {
    const { root } = scratch();
    const path = `kustomize/${'n'.repeat(250)}`;
    expect(write(generated({ [path]: 'x: 1\n' }), root).written).toEqual([path]);
  });

  it('follows a link to the root itself', () => {
    const { folder, root } = scratch();
    symlinkSync(root, join(folder, 'link'));
    write(generated({ [a]: 'x: 1\n' }), join(folder, 'link'));
    expect(existsSync(join(root, a))).toBe(true);
  });

  it('says that a root does not exist', () => {
    const { folder } = scratch();
    put(folder, 'file', '');
    expect(failureOf(() => write(new Map(), join(folder, 'nowhere')))).toMatch(
      /cannot read .*nowhere: it does not exist/,
    );
    expect(failureOf(() => write(new Map(), join(folder, 'file')))).toMatch(
      /cannot write below .*file: it is not a folder/,
    );
  });
});

describe('removal', () => {
  it('removes generated files that are no longer produced, and the folders that are empty then', () => {
    const { root } = scratch();
    write(generated({ [a]: 'x: 1\n', [c]: 'x: 1\n' }), root);
    const result = write(generated({ [c]: 'x: 1\n' }), root);
    expect(result).toMatchObject({ stale: [a], removed: [a], written: [] });
    expect(existsSync(join(root, 'kustomize'))).toBe(false);
    expect([...texts(root).keys()]).toEqual([c]);
  });

  it('leaves folders in which something else is', () => {
    const { root } = scratch();
    write(generated({ [a]: 'x: 1\n' }), root);
    put(root, 'kustomize/vault/notes.txt', 'mine');
    mkdirSync(join(root, 'kustomize/empty'));
    const result = write(new Map(), root);
    expect(result).toMatchObject({ removed: [a], foreign: ['kustomize/vault/notes.txt'] });
    expect(existsSync(join(root, 'kustomize/vault/base'))).toBe(false);
    expect(textAt(root, 'kustomize/vault/notes.txt')).toBe('mine');
    expect(existsSync(join(root, 'kustomize/empty'))).toBe(true);
  });

  it('renames a file whose name changes only in case', () => {
    const { root } = scratch();
    write(generated({ 'kustomize/Role.yaml': 'x: 1\n' }), root);
    write(generated({ 'kustomize/role.yaml': 'x: 1\n' }), root);
    expect([...texts(root).keys()]).toEqual(['kustomize/role.yaml']);
  });
});

describe('what is not Plinth’s', () => {
  it('is reported and never touched, whatever it is', () => {
    const { folder, root } = scratch();
    put(root, 'kustomize/vault/mine.yaml', 'kind: Secret\n');
    put(root, 'kustomize/mentions.md', 'text\n<!-- Generated by Plinth -->\n');
    put(root, 'elsewhere/x.yaml', '# Generated by Plinth\n');
    put(folder, 'target/deep/x.yaml', '# Generated by Plinth\n');
    symlinkSync(join(folder, 'target'), join(root, 'kustomize/link'));
    execFileSync('mkfifo', [join(root, 'clusters-pipe')]);
    mkdirSync(join(root, 'clusters'));
    execFileSync('mkfifo', [join(root, 'clusters/pipe')]);
    const before = snapshot(folder);
    const foreign = ['clusters/pipe', 'kustomize/link', 'kustomize/mentions.md', 'kustomize/vault/mine.yaml'];
    expect(write(new Map(), root)).toMatchObject({ foreign, removed: [], written: [] });
    expect(write(new Map(), root, { force: true })).toMatchObject({ foreign, removed: [] });
    expect(snapshot(folder)).toEqual(before);
  });

  it('leaves out dot files and charts that Kustomize downloaded, also after their kustomization went', () => {
    const { root } = scratch();
    const kustomization = 'kustomize/vault/chart/kustomization.yaml';
    write(generated({ [kustomization]: 'kind: Kustomization\n' }), root);
    put(root, 'kustomize/.DS_Store', 'x');
    put(root, 'kustomize/.git/HEAD', 'x');
    put(root, 'kustomize/vault/chart/charts/vault-0.34.1/vault/Chart.yaml', 'name: vault\n');
    put(root, 'kustomize/vault/chart/charts/vault-0.34.1.tgz', 'x');
    const before = snapshot(root).filter((line) => line.includes('charts/'));
    expect(write(new Map(), root)).toMatchObject({ removed: [kustomization], foreign: [] });
    expect(write(new Map(), root)).toMatchObject({ removed: [], foreign: [] });
    expect(snapshot(root).filter((line) => line.includes('charts/'))).toEqual(before);
  });

  it('does not mistake an app called charts for a download', () => {
    const { root } = scratch();
    const path = 'kustomize/apps/charts/base/deployment.yaml';
    write(generated({ [path]: 'x: 1\n' }), root);
    expect(write(new Map(), root).removed).toEqual([path]);
  });
});

describe('something in the way', () => {
  const tree = generated(
    Object.fromEntries(
      ['file', 'folder', 'pipe', 'link', 'dangling', 'foreign'].map((name) => [`kustomize/${name}.yaml`, 'x: 1\n']),
    ),
  );
  const all = new Map([
    ...tree,
    ...generated({ 'clusters/a/x.yaml': 'x: 1\n', 'kustomize/b/x.yaml': 'x: 1\n', 'kustomize/case.yaml': 'x: 1\n' }),
  ]);

  function obstruct(): string {
    const { folder, root } = scratch();
    mkdirSync(join(root, 'kustomize/folder.yaml'), { recursive: true });
    mkdirSync(join(root, 'clusters'));
    mkdirSync(join(folder, 'target'));
    execFileSync('mkfifo', [join(root, 'kustomize/pipe.yaml')]);
    put(folder, 'target/link.yaml', tree.get('kustomize/link.yaml') ?? '');
    symlinkSync(join(folder, 'target/link.yaml'), join(root, 'kustomize/link.yaml'));
    symlinkSync('nowhere', join(root, 'kustomize/dangling.yaml'));
    symlinkSync(join(folder, 'target'), join(root, 'clusters/a'));
    put(root, 'kustomize/foreign.yaml', 'mine: true\n');
    put(root, 'kustomize/Case.yaml', 'mine: true\n');
    put(root, 'kustomize/b', '# Generated by Plinth\n');
    return root;
  }

  const reasons = [
    'clusters/a is a symbolic link, and Plinth must write a folder there',
    'kustomize/Case.yaml differs only in case from kustomize/case.yaml, which Plinth writes',
    'kustomize/b is a file, and Plinth must write a folder there',
    'kustomize/dangling.yaml is a symbolic link, and Plinth must write a file there',
    'kustomize/folder.yaml is a folder, and Plinth must write a file there',
    'kustomize/foreign.yaml does not begin with "Generated by Plinth", so Plinth does not own it, and Plinth must write it',
    'kustomize/link.yaml is a symbolic link, and Plinth must write a file there',
    'kustomize/pipe.yaml is a named pipe, and Plinth must write a file there',
  ];

  it.each([false, true])('is listed as a whole, and nothing is written (force: %s)', (force) => {
    const root = obstruct();
    const before = snapshot(join(root, '..'));
    const failure = failureOf(() => write(all, root, { force }));
    expect(failure.split('\n').flatMap((line) => (line.startsWith('  ') ? [line.trim()] : []))).toEqual(reasons);
    expect(failure).toMatch(/Nothing was changed\. Move away or delete/);
    expect(snapshot(join(root, '..'))).toEqual(before);
  });

  it('is part of a check, beside the rest', () => {
    const result = write(all, obstruct(), { check: true });
    expect(result.blocked.map(({ path, reason }) => `${path} ${reason}`)).toEqual(reasons);
    expect(result).toMatchObject({ missing: ['kustomize/case.yaml', 'kustomize/file.yaml'], foreign: [], stale: [] });
  });

  it('may be the owned folder itself', () => {
    const { folder, root } = scratch();
    mkdirSync(join(folder, 'other'));
    symlinkSync(join(folder, 'other'), join(root, 'kustomize'));
    expect(failureOf(() => write(tree, root))).toContain(
      'kustomize is a symbolic link, and Plinth must write a folder there',
    );
  });

  it('is not in the way once it is gone', () => {
    const root = obstruct();
    execFileSync('rm', ['-r', ...reasons.map((line) => join(root, line.split(' ')[0] ?? ''))]);
    write(all, root);
    expect(texts(root)).toEqual(new Map([...all].sort()));
  });

  it('is never an empty file: it holds nothing that could be lost', () => {
    const { root } = scratch();
    put(root, a, '');
    expect(write(generated({ [a]: 'x: 1\n' }), root).written).toEqual([a]);
  });
});

describe('check', () => {
  it('lists everything and writes nothing anywhere', () => {
    const { folder, root } = scratch();
    write(generated({ [a]: 'x: 1\n', [b]: 'x: 1\n' }), root);
    put(root, a, '# Generated by Plinth from test\nx: by hand\n');
    put(root, 'kustomize/foreign.yaml', 'x: 1\n');
    const before = snapshot(folder);
    const result = write(generated({ [a]: 'x: 1\n', [c]: 'x: 1\n' }), root, { check: true });
    expect(result).toEqual({
      missing: [c],
      drifted: [a],
      stale: [b],
      kept: [a],
      foreign: ['kustomize/foreign.yaml'],
      blocked: [],
      unchanged: 0,
      written: [],
      removed: [],
    });
    expect(snapshot(folder)).toEqual(before);
  });
});

describe('a tree that no pass may produce', () => {
  const good = '# Generated by Plinth\n';
  const trees: Readonly<Record<string, Tree>> = {
    'leaves the root': new Map([['kustomize/../../x.yaml', good]]),
    'is absolute': new Map([['/kustomize/x.yaml', good]]),
    'has a backslash': new Map([['kustomize/a\\b.yaml', good]]),
    'has a dot file': new Map([['kustomize/.x.yaml', good]]),
    'has an empty name': new Map([['kustomize//x.yaml', good]]),
    'ends in a slash': new Map([['kustomize/x/', good]]),
    'has a line feed': new Map([['kustomize/a\nb', good]]),
    'is outside the owned folders': new Map([['docs/x.md', good]]),
    'is an owned folder': new Map([['kustomize', good]]),
    'has no header': new Map([['kustomize/x.yaml', 'x: 1\n']]),
    'has two spellings of one file': new Map([
      ['kustomize/Foo.yaml', good],
      ['kustomize/foo.yaml', good],
    ]),
    'has a file that is a folder': new Map([
      ['kustomize/a', good],
      ['kustomize/a/b/c.yaml', good],
    ]),
  };

  it.each(Object.keys(trees))('%s: refused as a bug', (name) => {
    const { folder, root } = scratch();
    const before = snapshot(folder);
    expect(failureOf(() => write(trees[name] ?? new Map(), root))).toMatch(/This is a bug of Plinth/);
    expect(snapshot(folder)).toEqual(before);
  });
});

describe('isGenerated', () => {
  it.each([
    '# Generated by Plinth from components.vault\nx: 1\n',
    '<!-- Generated by Plinth from name -->\r\n',
    '// Generated by Plinth',
    '-- Generated by Plinth: a health check in Lua\n',
    '{\n  "//": "Generated by Plinth from clusters.production",\n',
    '{"//":"Generated by Plinth"}',
    '{\n  "description": "Generated by Plinth from apps",\n',
    '<<<<<<< HEAD\n# Generated by Plinth from a\n=======\n',
    '<<<<<<< HEAD\r\n{\r\n  "//": "Generated by Plinth"\r\n',
  ])('knows %j', (text) => expect(isGenerated(text)).toBe(true));

  it.each([
    '',
    'x: 1\n# Generated by Plinth\n',
    'Generated by Plinth\n',
    'text: "# Generated by Plinth"\n',
    '# Generated by Plinthos\n',
    '{\n  "a": 1,\n  "//": "Generated by Plinth"\n',
    '{\n  "a": 1,\n  "description": "Generated by Plinth"\n',
    '{\n  "name": "Generated by Plinth"\n',
    '<<<<<<< HEAD\nx: 1\n=======\n# Generated by Plinth\n',
    '# Not Generated by Plinth\n',
  ])('does not take %j for its own', (text) => expect(isGenerated(text)).toBe(false));
});
