import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sizes } from '../generator/init/beginning.ts';
import { repository } from './support/cli.ts';
import { play, recorded, sessionsOf } from './support/console-session.ts';
import { filesBelow, replaceFolder } from './support/files.ts';
import { guideFiles } from './support/guide-files.ts';
import { nodeOf } from './support/node-of.ts';
import { newUser, type Packed, pack, registryOf } from './support/packed.ts';

const folder = mkdtempSync(join(tmpdir(), 'plinth-pack-'));
let packed: Packed;
let registry: Awaited<ReturnType<typeof registryOf>>;
let user: ReturnType<typeof newUser>;

beforeAll(async () => {
  packed = pack(folder);
  registry = await registryOf(packed);
  user = newUser(registry.url);
}, 120_000);
afterAll(() => {
  registry.close();
  for (const each of [folder, user.home]) rmSync(each, { recursive: true, force: true });
}, 60_000);

describe('the tarball', () => {
  it('has what the program needs, and nothing that it does not', () => {
    const rest = packed.files.filter(
      (file) => !/^(?:docs\/.*\.md|dist\/types\/.*\.d\.ts|dist\/plinth-.*\.cjs)$/.test(file),
    );
    expect(rest).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/api.js',
      'dist/licences.md',
      'dist/plinth.cjs',
      'package.json',
      'packages/kubeconform-wasm/LICENSE',
      'packages/kubeconform-wasm/engine.sha256',
      'packages/kubeconform-wasm/engine.wasm.br',
      'packages/kubeconform-wasm/licences.md',
      'schema/platform.schema.json',
    ]);
  });

  it('has no piece of a program that is not asked for', () => {
    const text = (file: string) => readFileSync(join(repository, file), 'utf8');
    const pieces = packed.files.filter((file) => /^dist\/plinth-.*\.cjs$/.test(file));
    const [folder] = new Set(pieces.map((file) => dirname(file)));
    expect(text('dist/plinth.cjs')).toContain(`'${basename(folder ?? '')}'`);
    const isAskedFor = (piece: string) =>
      ['dist/plinth.cjs', ...pieces].some((file) => file !== piece && text(file).includes(basename(piece)));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.filter((piece) => dirname(piece) !== folder || !isAskedFor(piece))).toEqual([]);
  });

  it('asks npm for nothing else', () => {
    const manifest = JSON.parse(execFileSync('tar', ['-xzOf', packed.tarball, 'package/package.json']).toString());
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies'])
      expect(manifest[kind]).toBe(undefined);
    expect(manifest).toMatchObject({ publishConfig: { provenance: true } });
    expect(manifest.private).toBe(undefined);
  });
});

describe('docs/guides/new-repository.md', () => {
  const file = join(repository, 'docs/guides/new-repository.md');
  const page = readFileSync(file, 'utf8');
  const sessions = sessionsOf(page);

  it('begins a platform of each size', () => {
    expect(sessions.map(({ commands }) => commands[0]?.match(/ init .*--size (\S+)/)?.[1])).toEqual([...sizes]);
  });

  it.concurrent.each(sessions)('$title: what is printed is what the page says', async (session) => {
    const printed = await play(session, join(user.home, String(sessions.indexOf(session))), user.env);
    const section = page.split(/^(?=## )/m).find((each) => each.startsWith(`## ${session.title}\n`)) ?? '';
    const now = recorded(section, printed);
    const isAsked = process.env['UPDATE_DOCS'] !== undefined && steady(now) !== steady(section);
    if (isAsked)
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(section, () => now),
      );
    else expect(steady(now)).toBe(steady(section));
    expect(registry.missing).toEqual([]);
  });
});

/** The example of docs/guides/extensions.md in a folder with nothing else, where the tarball is installed without any network. */
function installed(name: string): { readonly folder: string; readonly run: (...words: string[]) => string } {
  const place = join(user.home, name);
  replaceFolder(place, guideFiles('extensions.md'));
  writeFileSync(join(place, 'package.json'), '{ "type": "module", "private": true }\n');
  const run = (...[command = '', ...words]: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, words, { cwd: place, env: user.env, encoding: 'utf8' });
    return `${status} ${stdout}${stderr}`;
  };
  expect(run('npm', 'install', '--offline', packed.tarball)).toMatch(/^0 /);
  return { folder: place, run };
}

describe('a component in TypeScript, with the tarball alone', () => {
  it('is checked by tsc with the types of the package, and compiled', () => {
    const { folder: place, run } = installed('extended');
    writeFileSync(
      join(place, 'my-components/plinth.d.ts'),
      run('npx', 'plinth', 'schema', '--types').replace('0 ', ''),
    );
    const tsc = () => run(process.execPath, join(repository, 'node_modules/typescript/bin/tsc'), '-p', '.');
    expect(tsc()).toBe('0 ');
    expect(run('npx', 'plinth', 'generate')).toMatch(/^0 \d+ files: \d+ written/);
    const file = join(place, 'my-components/hello-page/stages/install.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('options.greeting', 'options.greting'));
    expect(tsc()).toMatch(/^[12] .*install.ts\(.*Did you mean 'greeting'\?/);
  });

  it('is a module that its own tests can import', () => {
    const { run } = installed('imported');
    const program = "import('plinth').then((all) => console.log(Object.keys(all).sort().join()))";
    expect(run(process.execPath, '-e', program)).toBe(
      '0 create,createAny,defineComponent,defineStage,toYaml,unknownIssuer\n',
    );
  });
});

describe('the installation', () => {
  it('is never written to, by any of these Nodes', () => {
    const { folder: place, run } = installed('read-only');
    const before = filesBelow(join(place, 'node_modules'));
    for (const major of [22, 24]) {
      const node = nodeOf(major);
      if ('path' in node) expect(run(node.path, 'node_modules/plinth/dist/plinth.cjs', 'generate')).toMatch(/^0 /);
    }
    expect(run('npx', 'plinth', 'generate', '--check')).toMatch(/^0 /);
    expect([...filesBelow(join(place, 'node_modules'))]).toEqual([...before]);
  });

  it('has what Node compiled kept for its user, of no more than three programs', () => {
    const { run } = installed('compiled');
    const code = join(user.home, 'cache-of-compiled/plinth/code');
    const older = ['a', 'b', 'c', 'd'];
    for (const name of older) mkdirSync(join(code, name), { recursive: true });
    const [major] = [22, 24].flatMap((each) => ('path' in nodeOf(each) ? [each] : []));
    if (major === undefined) return;
    const node = nodeOf(major);
    const words = ['path' in node ? node.path : '', 'node_modules/plinth/dist/plinth.cjs', 'generate'];
    const first = run('env', `XDG_CACHE_HOME=${dirname(dirname(code))}`, ...words);
    const again = run('env', `XDG_CACHE_HOME=${dirname(dirname(code))}`, ...words);
    expect(first).toMatch(/^0 \d+ files: \d+ written/);
    expect(again).toMatch(/^0 \d+ files: 0 written/);
    const kept = readdirSync(code).filter((name) => !older.includes(name));
    expect(readdirSync(code)).toHaveLength(3);
    expect(kept).toHaveLength(1);
    expect(statSync(join(code, kept[0] ?? '')).mode & 0o077).toBe(0);
    expect(filesBelow(join(code, kept[0] ?? '')).size).toBeGreaterThan(5);
  });

  it('runs through a link, as npx and global installations have it', () => {
    const { folder: place, run } = installed('linked');
    mkdirSync(join(place, 'bin'));
    symlinkSync('../node_modules/plinth/dist/plinth.cjs', join(place, 'bin/plinth'));
    expect(run(join(place, 'bin/plinth'), 'generate')).toMatch(/^0 /);
    expect(run(join(place, 'bin/plinth'), 'verify', '--component', 'hello-page')).toMatch(/^0 2 builds; .* 0 skipped/);
  });
});

/** Without what differs each time: commits and durations. */
function steady(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{12}\b/g, '<commit>').replaceAll(/ in \d+m?s\b/g, ' in a while');
}
