import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exclusively } from '../../generator/write/exclusively.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { locatePrivateFolder } from '../../generator/write/private-folder.ts';
import { write } from '../../generator/write.ts';
import { begin, buildChild, start } from './children.ts';
import { failureOf } from './failure-of.ts';
import { put, scratch } from './scratch.ts';
import { texts } from './snapshot.ts';
import { treeOf } from './trees.ts';

const child = buildChild();
const count = 200;

/** A process number that is certainly free: its process has just ended. */
function deadProcess(): number {
  return spawnSync('true').pid;
}

function lockOf(owner: object): string {
  const { folder } = scratch();
  put(folder, 'lock', JSON.stringify({ pid: process.pid, host: hostname(), birth: '', since: Date.now(), ...owner }));
  return join(folder, 'lock');
}

describe('runs at once', () => {
  it.each([2, 4])('%i for the same tree: the tree is right, each is done or says who is at work', async (runs) => {
    for (let version = 1; version <= 2; version += 1) {
      const { root, cache } = scratch();
      write(treeOf(0, count), root);
      const started = Array.from({ length: runs }, () =>
        start(child, [{ do: 'wait' }, { do: 'write', root, version, count }]),
      );
      await begin(started);
      const results = (await Promise.all(started.map((run) => run.results))).map((lines) => lines.at(-1));
      expect(results.filter((result) => result?.done !== undefined).length).toBeGreaterThan(0);
      for (const result of results) {
        if (result?.done !== undefined) continue;
        expect(result?.failure).toMatch(/^another run of Plinth( \(process \d+\))? is writing this tree$/);
      }
      expect(texts(root)).toEqual(new Map([...treeOf(version, count)].sort()));
      expect(readdirSync(join(cache, 'plinth', readdirSync(join(cache, 'plinth'))[0] ?? ''))).toEqual(['written']);
    }
  });

  it('for two trees: one of them is there as a whole', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { root } = scratch();
      write(treeOf(0, count), root);
      const started = [1, 2].map((version) => start(child, [{ do: 'wait' }, { do: 'write', root, version, count }]));
      await begin(started);
      await Promise.all(started.map((run) => run.ended));
      const found = texts(root);
      const version = found.has('clusters/only-1/application-0.yaml') ? 1 : 2;
      expect(found).toEqual(new Map([...treeOf(version, count)].sort()));
    }
  });
});

it('a run that another one overtakes while it looks at the disk still gets its own tree', () => {
  const { root } = scratch();
  write(treeOf(0, 20), root);
  const tree = new Map(treeOf(1, 20));
  const overtaken: string[] = [];
  // Asked for when a file is compared: the names are read by then.
  tree.get = (path) => {
    if (overtaken.length === 0) overtaken.push(path, ...write(treeOf(2, 20), root).written);
    return new Map(tree).get(path);
  };
  write(tree, root);
  expect(overtaken.length).toBeGreaterThan(20);
  expect(texts(root)).toEqual(new Map([...treeOf(1, 20)].sort()));
});

it('a run that was at work when this one looked, and died since, left what is seen only afterwards', () => {
  const { root } = scratch();
  write(treeOf(1, 20), root);
  const { path } = locatePrivateFolder(root);
  const lock = (pid: number) =>
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid, host: hostname(), birth: '', since: Date.now() }));
  lock(process.ppid);
  const tree = new Map(treeOf(1, 20));
  const asked: string[] = [];
  tree.get = (path) => {
    asked.push(path);
    // the first was compared a moment ago; the ledger has been there since before
    if (asked.length === 2) put(root, asked[0] ?? '', '');
    if (asked.length === 2) lock(deadProcess());
    return new Map(tree).get(path);
  };
  put(root, 'kustomize/component-9/base/file-9.yaml', '');
  write(tree, root);
  expect(texts(root)).toEqual(new Map([...treeOf(1, 20)].sort()));
});

describe('exclusively', () => {
  it('lets one in at a time, also when all of them find the same dead owner', async () => {
    for (let round = 0; round < 4; round += 1) {
      const lock = lockOf({ pid: deadProcess() });
      const marker = `${lock}-marker`;
      const started = Array.from({ length: 4 }, () => start(child, [{ do: 'wait' }, { do: 'hold', lock, marker }]));
      await begin(started);
      const results = (await Promise.all(started.map((run) => run.results))).map((lines) => lines.at(-1)?.done);
      expect(results).not.toContain('overlap');
      expect(results).toContain('alone');
      expect(existsSync(lock)).toBe(false);
    }
  });

  it('names the process that is at work, and what to do', () => {
    const lock = lockOf({ pid: process.ppid });
    expect(failureOf(() => exclusively(lock, () => 0))).toBe(
      `another run of Plinth (process ${process.ppid}) is writing this tree\n` +
        `Nothing was changed. Run again when it has ended; if it has, delete ${lock}.`,
    );
    expect(existsSync(lock)).toBe(true);
  });

  it('says so while it holds the lock itself, and lets go of it, also after an error', () => {
    const lock = join(scratch().folder, 'new/lock');
    const inner = () => failureOf(() => exclusively(lock, () => 0));
    expect(exclusively(lock, inner)).toContain(`(process ${process.pid})`);
    expect(() => exclusively(lock, () => JSON.parse('{'))).toThrow(SyntaxError);
    expect(exclusively(lock, () => 'again')).toBe('again');
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['its process is gone', () => lockOf({ pid: deadProcess() })],
    ['another process has its number now', () => lockOf({ birth: '1' })],
    ['it is of another host and old', () => lockOf({ host: 'elsewhere', since: Date.now() - 3_600_000 })],
    ['it was never signed', () => age(lockOf({}), '')],
    ['it is garbage', () => age(lockOf({}), '{"pid":')],
  ])('takes over a lock when %s', (_, make) => {
    const lock = make();
    expect(exclusively(lock, () => readFileSync(lock, 'utf8'))).toContain(`"pid":${process.pid},`);
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['it is of another host and young', () => lockOf({ host: 'elsewhere' }), /process \d+ on elsewhere/],
    ['it is about to be signed', () => sign(lockOf({}), ''), /another run of Plinth is writing/],
    ['it is a link to nowhere', () => dangling(), /another run of Plinth is writing/],
  ])('respects a lock when %s', (_, make, message) => {
    expect(failureOf(() => exclusively(make(), () => 0))).toMatch(message);
  });

  it('survives that a run was killed while it took a lock over', () => {
    const lock = lockOf({ pid: deadProcess() });
    const stop = () => failureOf(() => exclusively(lock, () => 0));
    // The right to replace this owner, held by a process that lives, then by one that died too.
    const right = `${lock}.${fingerprint(readFileSync(lock, 'utf8')).slice(0, 8)}`;
    writeFileSync(right, JSON.stringify({ pid: process.ppid, host: hostname(), birth: '', since: Date.now() }));
    expect(stop()).toContain(`(process ${process.ppid})`);
    writeFileSync(right, JSON.stringify({ pid: deadProcess(), host: hostname(), birth: '', since: Date.now() }));
    expect(exclusively(lock, () => 'alone')).toBe('alone');
    expect(readdirSync(join(lock, '..')).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('sees that a zombie is dead', async () => {
    // The shell becomes a program that never asks for the end of its child.
    const parent = spawn(
      'sh',
      ['-c', 'until grep -q sleep /proc/$$/comm; do sleep 0.01; done & echo $!; exec sleep 60'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void parent.kill('SIGKILL'));
    const pid = Number(String((await once(parent.stdout, 'data'))[0]));
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
    expect(exclusively(lockOf({ pid }), () => 'alone')).toBe('alone');
  });
});

describe('a lock that a killed run left', () => {
  it.each([
    ['goes also when nothing is to do', deadProcess, ['written']],
    ['stays when its owner lives', () => process.ppid, ['lock', 'written']],
  ])('%s', (_, owner, left) => {
    const { root } = scratch();
    write(treeOf(1, 10), root);
    const { path } = locatePrivateFolder(root);
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: owner(), host: hostname(), birth: '', since: 0 }));
    expect(write(treeOf(1, 10), root)).toMatchObject({ written: [], removed: [] });
    expect(readdirSync(path).sort()).toEqual(left);
  });

  it('does not stop the next one', () => {
    const { root } = scratch();
    const { path } = locatePrivateFolder(root);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: deadProcess(), host: hostname(), birth: '', since: 0 }));
    write(treeOf(1, 10), root);
    expect(readdirSync(path)).toEqual(['written']);
  });
});

function sign(lock: string, text: string): string {
  writeFileSync(lock, text);
  return lock;
}

function age(lock: string, text: string): string {
  sign(lock, text);
  utimesSync(lock, 1, 1);
  return lock;
}

function dangling(): string {
  const { folder } = scratch();
  symlinkSync('nowhere', join(folder, 'lock'));
  return join(folder, 'lock');
}
