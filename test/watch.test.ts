import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exclusively } from '../generator/write/exclusively.ts';
import { locatePrivateFolder } from '../generator/write/private-folder.ts';
import { plinth, repository } from './support/cli.ts';
import { filesBelow } from './support/files.ts';

const platform = (replicas: number | string): string => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  argocd: {}
  contour: {}
  cert-manager: { email: sre@example.org, replicas: ${replicas} }
`;

let folder = '';
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-watch-'));
  save(platform(2));
});
afterEach(() => {
  for (const each of running.splice(0)) each.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const save = (text: string) => writeFileSync(join(folder, 'platform.yaml'), text);
const tree = () => filesBelow(join(folder, 'kustomize'));
const replicas = () => /^replicaCount: (\d+)$/m.exec(tree().get('cert-manager/install/chart/values.yaml') ?? '')?.[1];

/** A `plinth watch` in the folder, and what it printed that was not read yet. */
interface Watch {
  /** Waits until it prints this, and gives all until the end of that line. */
  until(text: string | RegExp): Promise<string>;
  /** Interrupts it as Ctrl-C does; its exit code and what it printed to stderr. */
  end(): Promise<{ readonly code: number | null; readonly err: string }>;
}

function watch(...words: string[]): Watch {
  const process_ = spawn(process.execPath, [join(repository, 'dist/plinth.cjs'), 'watch', ...words], { cwd: folder });
  running.push(process_);
  let out = '';
  let err = '';
  process_.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  process_.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => process_.once('exit', resolve));
  const take = (text: string | RegExp): string | undefined => {
    const at = typeof text === 'string' ? out.indexOf(text) : out.search(text);
    const end = at < 0 ? -1 : out.indexOf('\n', at);
    if (end < 0) return undefined;
    const taken = out.slice(0, end + 1);
    out = out.slice(end + 1);
    return taken;
  };
  return {
    async until(text) {
      for (let look = 0; look < 3000; look++) {
        const found = take(text);
        if (found !== undefined) return found;
        if (process_.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`\`${text}\` was not printed, but:\n${out}${err}`);
    },
    async end() {
      process_.kill('SIGINT');
      return { code: await ended, err };
    },
  };
}

const isCurrent = () => plinth(['generate', '--check'], { cwd: folder }).code === 0;

describe('a save', () => {
  it('updates the tree, and says which file', async () => {
    const watching = watch();
    expect(await watching.until('platform.yaml:')).toMatch(/^platform\.yaml: wrote \S+ and \d+ more \(\d+ ms\)\n$/);
    save(platform(3));
    expect(await watching.until('platform.yaml:')).toMatch(
      /^platform\.yaml: wrote kustomize\/cert-manager\/install\/chart\/values\.yaml \(\d+ ms\)\n$/,
    );
    expect(replicas()).toBe('3');
    expect(await watching.end()).toEqual({ code: 0, err: '' });
  });

  it('with a mistake shows where, and writes nothing; the next one is as if it had not been', async () => {
    const watching = watch();
    await watching.until('wrote');
    const before = tree();
    save(platform('many'));
    const said = await watching.until('nothing was written');
    expect(said).toContain('platform.yaml:10:53 error wrong-type');
    expect(said).toContain('  10 |   cert-manager: { email: sre@example.org, replicas: many }');
    expect(said).toMatch(/\nplatform\.yaml: 1 error, nothing was written \(\d+ ms\)\n$/);
    expect(tree()).toEqual(before);
    save(platform(4));
    await watching.until('wrote kustomize/cert-manager');
    expect(replicas()).toBe('4');
    expect(isCurrent()).toBe(true);
  });

  it('may put another file in its place, as editors do', async () => {
    const watching = watch();
    await watching.until('wrote');
    for (const count of [3, 4, 5]) {
      writeFileSync(join(folder, '.platform.yaml.swp'), platform(count));
      renameSync(join(folder, '.platform.yaml.swp'), join(folder, 'platform.yaml'));
      await watching.until('wrote');
      expect(replicas()).toBe(String(count));
    }
  });

  it('after a save after a save ends in the last one', async () => {
    const watching = watch();
    await watching.until('wrote');
    for (let count = 1; count <= 20; count++) {
      save(platform(count % 4 === 3 ? 'many' : count));
      await new Promise((resolve) => setTimeout(resolve, (count * 7) % 40));
    }
    for (let look = 0; look < 500 && replicas() !== '20'; look++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(replicas()).toBe('20');
    expect(isCurrent()).toBe(true);
    expect(await watching.end()).toEqual({ code: 0, err: '' });
  });

  it('of the lock beside it counts too', async () => {
    const watching = watch();
    await watching.until('wrote');
    writeFileSync(join(folder, 'platform.lock'), 'mine\n');
    expect(await watching.until('trying again')).toContain('plinth: platform.lock was not made by Plinth');
    rmSync(join(folder, 'platform.lock'));
    expect(await watching.until('files as they are')).toMatch(/^platform\.yaml: all \d+ files as they are/);
  });
});

it('a file that goes is waited for', async () => {
  const watching = watch();
  await watching.until('wrote');
  rmSync(join(folder, 'platform.yaml'));
  expect(await watching.until('waiting')).toBe('platform.yaml: there is no such file; waiting for it\n');
  save(platform(5));
  await watching.until('wrote kustomize/cert-manager');
  rmSync(folder, { recursive: true });
  await watching.until('waiting for it');
  expect(await watching.end()).toEqual({ code: 0, err: '' });
});

it('begins before there is a file', async () => {
  rmSync(join(folder, 'platform.yaml'));
  const watching = watch();
  await watching.until('waiting for it');
  save(platform(2));
  await watching.until('wrote');
  expect(replicas()).toBe('2');
});

it('waits while another run writes the tree', async () => {
  const watching = watch();
  await watching.until('wrote');
  exclusively(join(locatePrivateFolder(folder).path, 'lock'), () => {
    save(platform(6));
    // this process writes nothing more until the other one has met the lock
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
  });
  expect(await watching.until('trying again')).toContain('is writing this tree');
  await watching.until('wrote kustomize/cert-manager');
  expect(replicas()).toBe('6');
});

it('and other runs of Plinth leave the tree of the last save', async () => {
  const watching = watch();
  await watching.until('wrote');
  for (const count of [3, 4, 5, 6]) {
    save(platform(count));
    const { code, out, err } = plinth(['generate'], { cwd: folder });
    // either of the two may be the one that waits
    if (code !== 0) expect(`${out}${err}`).toContain('is writing this tree');
  }
  for (let look = 0; look < 500 && !isCurrent(); look++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(replicas()).toBe('6');
});

it('--check writes nothing, and says what differs', async () => {
  const watching = watch('--check');
  expect(await watching.until('platform.yaml:')).toMatch(/^platform\.yaml: missing \S+ and \d+ more/);
  expect(tree().size).toBe(0);
  expect(plinth(['generate'], { cwd: folder }).code).toBe(0);
  save(platform(3));
  expect(await watching.until('platform.yaml:')).toContain(
    'drifted kustomize/cert-manager/install/chart/values.yaml (',
  );
  expect(replicas()).toBe('2');
});

it('--format json gives a document a line', async () => {
  const watching = watch('--format', 'json');
  const next = async () => JSON.parse(await watching.until('}')) as object;
  expect(await next()).toMatchObject({ diagnostics: [], removed: [], milliseconds: expect.any(Number) as number });
  save(platform('many'));
  expect(await next()).toMatchObject({ diagnostics: [{ code: 'wrong-type', file: 'platform.yaml' }] });
  rmSync(join(folder, 'platform.yaml'));
  expect(await next()).toEqual({ missing: 'platform.yaml' });
});

it('standard input cannot be watched', () => {
  expect(plinth(['watch', '--platform', '-'], { cwd: folder, input: platform(2) })).toMatchObject({
    code: 2,
    err: expect.stringContaining('standard input cannot be watched') as string,
  });
});

it('how long it takes with the platform of this repository', async () => {
  for (const each of ['platform.yaml', 'kustomize', 'clusters'])
    cpSync(join(repository, each), join(folder, each), { recursive: true });
  const text = readFileSync(join(folder, 'platform.yaml'), 'utf8');
  const watching = watch();
  await watching.until(/^platform\.yaml: /m);
  const times: number[] = [];
  for (let count = 1; count <= 8; count++) {
    const changed = text.replace(/webhookReplicas: \d+/, `webhookReplicas: ${1 + (count % 3)}`);
    const start = performance.now();
    save(changed);
    await watching.until(/^platform\.yaml: .*\bwrote /m);
    times.push(Math.round(performance.now() - start));
  }
  console.log(`from a save to the tree, in milliseconds: ${times.join(', ')}`);
  expect(times).toHaveLength(8);
});
