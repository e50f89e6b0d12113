import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isColoured } from '../generator/commands/print/colours.ts';
import { withProgress } from '../generator/commands/print/with-progress.ts';
import { registry } from '../generator/generated/registry.ts';
import { plinth, type Run, repository } from './support/cli.ts';
import { hasTerminal, shownOnTerminal } from './support/terminal.ts';

const valid = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two: { argocd: { hub: one }, kubernetes: "1.34" }
components:
  argocd: {}
  contour: {}
  cert-manager: { email: sre@example.org }
`;

const folder = mkdtempSync(join(tmpdir(), 'plinth-manners-'));
const bin = join(folder, 'bin');
beforeAll(() => {
  writeFileSync(join(folder, 'platform.yaml'), valid);
  writeFileSync(join(folder, 'wrong.yaml'), valid.replace('email:', 'emial:'));
  mkdirSync(bin);
  symlinkSync(join(repository, 'dist/plinth.cjs'), join(bin, 'plinth'));
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'platform.yaml', 'wrong.yaml');
  git('commit', '--quiet', '--message=x');
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}) => plinth(words, { cwd: folder, env });
const commands = [...run(['--help']).out.matchAll(/^ {2}([a-z]+) {2,}/gm)].map((match) => match[1] ?? '');
const init = [
  '--size',
  'trial',
  '--name',
  'acme',
  '--domain',
  'k8s.example.org',
  '--git',
  'https://github.com/acme/platform.git',
];

/** A command line of each command that has nothing to complain of, and needs no network. */
const fine: Readonly<Record<string, readonly (readonly string[])[]>> = {
  validate: [[]],
  generate: [[], ['--check']],
  watch: [],
  verify: [['--cluster', 'one']],
  diff: [['--base', 'HEAD']],
  lock: [],
  upgrade: [],
  init: [['begun', ...init, '--email', 'sre@example.org']],
  schema: [[]],
  explain: [['cert-manager'], ['cert-manager.replicas'], ['unknown-option']],
  graph: [[], ['secrets'], ['network', '--cluster', 'one']],
  atlas: [
    ['--out', 'atlas.html'],
    ['--out', 'atlas.html', '--check'],
  ],
  completion: [['bash'], ['zsh'], ['fish'], ['bash', '--', 'exp']],
  hook: [['--install'], []],
};
const lines = Object.entries(fine).flatMap(([command, each]) => each.map((words) => [command, ...words]));
const forPlatform = commands.filter((command) => !['init', 'schema', 'completion'].includes(command));

it('every command is looked at', () => {
  expect(commands.length).toBeGreaterThan(12);
  expect(Object.keys(fine).sort()).toEqual([...commands].sort());
});

it.each(['', ...commands])('plinth %s --help fits a screen', (command) => {
  const { code, out, err } = run([...(command === '' ? [] : [command]), '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const shown = out.trimEnd().split('\n');
  expect(shown.length).toBeLessThanOrEqual(24);
  expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(80);
});

/** The one document that a run printed. */
function documentOf({ out, err }: Run): unknown {
  expect(err).toBe('');
  return JSON.parse(out);
}

describe('--json prints one document', () => {
  it.each(lines)('%s %s %s', (...words) => {
    rmSync(join(folder, 'begun'), { recursive: true, force: true });
    const done = run([...words.slice(0, 1), '--json', ...words.slice(1)]);
    expect(documentOf(done)).toBeTypeOf('object');
    expect(done.code).toBe(0);
  });

  it.each(commands)('%s: where it is called wrongly', (command) => {
    const done = run([command, '--json', '--nonsense']);
    expect(documentOf(done)).toMatchObject({ failure: { message: expect.stringContaining('--nonsense') as string } });
    expect(done.code).toBe(2);
  });

  it.each(forPlatform)('%s: where there is no platform', (command) => {
    // a file that is not there, watch would wait for
    const platform = command === 'watch' ? '-' : 'nowhere.yaml';
    const argument = command === 'explain' ? ['vault'] : [];
    const done = run([command, ...argument, '--platform', platform, '--format', 'json']);
    // what is not staged, is no business of a commit
    const isFine = command === 'hook';
    expect(Object.keys(documentOf(done) as object)).toEqual([isFine ? 'staged' : 'failure']);
    expect(done.code).toBe(isFine ? 0 : 2);
  });

  it.each(forPlatform.filter((command) => command !== 'watch'))('%s: where the platform has errors', (command) => {
    const done = run([command, ...(command === 'explain' ? ['vault'] : []), '--platform', 'wrong.yaml', '--json']);
    expect(JSON.stringify(documentOf(done))).toContain('"code":"unknown-option"');
    expect(done.code).toBe(1);
  });
});

const offline = { NODE_OPTIONS: `--require ${join(repository, 'test/manners/no-network.cjs')}` };
const isolated = spawnSync('unshare', ['--map-root-user', '--net', 'true']).status === 0;

describe('no network without being asked', () => {
  it.each(lines)('%s %s %s', (...words) => {
    rmSync(join(folder, 'begun'), { recursive: true, force: true });
    const cache = { XDG_CACHE_HOME: join(folder, 'empty-cache') };
    // where there is no network at all, there is nothing to stand in for it
    if (!isolated) {
      expect(run(words, { ...cache, ...offline })).toMatchObject({ code: 0, err: '' });
      return;
    }
    const program = ['--map-root-user', '--net', process.execPath, join(repository, 'dist/plinth.cjs'), ...words];
    const env = { ...process.env, ...cache };
    const told = spawnSync('unshare', program, { cwd: folder, env, encoding: 'utf8' });
    expect(told).toMatchObject({ status: 0, stderr: '' });
  });

  it('the two that are asked for it would be found out', () => {
    expect(run(['lock'], { XDG_CACHE_HOME: join(folder, 'empty-cache'), ...offline })).toMatchObject({
      code: 2,
      err: expect.stringContaining('this program asked for the network') as string,
    });
  });
});

describe('colours', () => {
  it.each<[NodeJS.ProcessEnv, boolean, boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('%o, terminal: %s → %s', (env, isTTY, expected) => {
    expect(isColoured({ isTTY }, env)).toBe(expected);
  });

  it('are not in what is read by others', () => {
    expect(run(['validate', '--platform', 'wrong.yaml']).out).not.toContain('\u001b');
    expect(run(['validate', '--platform', 'wrong.yaml'], { FORCE_COLOR: '1' }).out).toContain(
      '\u001b[31merror\u001b[0m',
    );
  });

  it.skipIf(!hasTerminal)('are on a terminal, and not where nobody wants them', () => {
    const words = [process.execPath, join(repository, 'dist/plinth.cjs'), 'validate', '--platform', 'wrong.yaml'];
    expect(shownOnTerminal(words, { cwd: folder })).toContain('\u001b[31merror\u001b[0m unknown-option');
    const plain = shownOnTerminal(words, { cwd: folder, env: { NO_COLOR: '1' } });
    expect(plain).toContain('error unknown-option');
    expect(plain).not.toContain('\u001b');
  });
});

describe('progress', () => {
  /** What is written to a standard error while something takes as long as this. */
  async function written(isTTY: boolean, milliseconds: number): Promise<string> {
    let text = '';
    const write = (more: string) => {
      text += more;
      return true;
    };
    await withProgress(
      'charts',
      async (report) => {
        report(3, 5);
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        report(4, 5);
      },
      { isTTY, write } as unknown as NodeJS.WriteStream,
    );
    return text;
  }

  it('is a line on a terminal after a second, and gone at the end', async () => {
    expect(await written(true, 1500)).toBe('\r3 of 5 charts\u001b[K\r4 of 5 charts\u001b[K\r\u001b[K');
  });

  it('is not where it takes no time, or nobody looks', async () => {
    expect(await written(true, 1)).toBe('');
    expect(await written(false, 1500)).toBe('');
  });
});

const shell = (name: string) => spawnSync(name, ['--version']).status === 0;
const path = `${bin}:${process.env['PATH']}`;

/** What bash offers for a command line that is written so far. */
function inBash(...words: string[]): readonly string[] {
  const program = `
source <(plinth completion bash)
complete -p plinth >/dev/null || exit 1
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_plinth plinth "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', program, 'bash', 'plinth', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it('bash: commands, flags, choices, components and clusters', () => {
    expect(inBash('')).toEqual(commands);
    expect(inBash('e')).toEqual(['explain']);
    expect(inBash('--ver')).toEqual(['--version']);
    expect(inBash('verify', '--co')).toEqual(['--component', '--complete']);
    expect(inBash('verify', '--complete', '--compl')).toEqual([]);
    expect(inBash('diff', '--format', 'm')).toEqual(['markdown']);
    expect(inBash('diff', '--format', '=', 'm')).toEqual(['markdown']);
    expect(inBash('graph', '')).toEqual(['needs', 'secrets', 'network']);
    expect(inBash('explain', '')).toEqual(Object.keys(registry.components).sort());
    expect(inBash('upgrade', 'cert-m')).toEqual(['cert-manager']);
    expect(inBash('verify', '--component', 'cont')).toEqual(['contour']);
    expect(inBash('verify', '--cluster', '')).toEqual(['one', 'two']);
    expect(inBash('verify', '--platform', 'wrong.yaml', '--cluster', 't')).toEqual(['two']);
    expect(inBash('verify', '--platform', 'nowhere.yaml', '--cluster', '')).toEqual([]);
    expect(inBash('generate', '--platform', '')).toEqual([]);
    expect(inBash('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it.skipIf(!hasTerminal)('bash: with the key that people press', () => {
    const shown = shownOnTerminal(['bash', '--norc', '-i'], {
      cwd: folder,
      env: { PATH: path, PS1: '> ' },
      typed: ['source <(plinth completion bash)\n', 'plinth vali\t]\n', 'exit\n'],
    });
    expect(shown).toContain('plinth validate ]');
  });

  it.skipIf(!shell('zsh') || !hasTerminal)('zsh: with the key that people press', () => {
    const shown = shownOnTerminal(['zsh', '-f', '-i'], {
      cwd: folder,
      env: { PATH: path },
      typed: [
        'autoload -U compinit && compinit -u -D && source <(plinth completion zsh)\n',
        'plinth verify --cluster tw\t]\n',
        'exit\n',
      ],
    });
    // what is between, moves the cursor
    expect(stripVTControlCharacters(shown)).toMatch(/--cluster two[^a-z]*\]/);
  });

  it.skipIf(!shell('fish'))('fish: as it asks itself', () => {
    const ask = (line: string) =>
      spawnSync('fish', ['--no-config', '-c', `plinth completion fish | source; complete -C '${line}'`], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, PATH: path },
      }).stdout;
    expect(ask('plinth exp')).toBe('explain\tSay why something is as it is.\n');
    expect(ask('plinth verify --cluster ')).toBe('one\tcluster\ntwo\tcluster\n');
    expect(ask('plinth generate --platform wro')).toContain('wrong.yaml');
  });
});
