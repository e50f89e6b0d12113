import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Step } from './child.ts';
import { buildChild, type Result, start } from './children.ts';
import { put, scratch } from './scratch.ts';

const child = buildChild();

// A mount of one's own needs no more than a namespace of one's own, where the kernel grants it.
const namespaces = [
  ['unshare', '--mount'],
  ['unshare', '--mount', '--map-root-user'],
];
const unshare = namespaces.find(([command = '', ...words]) => {
  const probe = [...words, 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', '/mnt'];
  return spawnSync(command, probe).status === 0;
});
if (unshare === undefined) console.log('skipped: full and read-only disks, because this system grants no mount');

/** Runs `steps` where `disk` is a file system of its own, made with the mount options `size`. */
async function onDisk(disk: string, size: string, steps: readonly Step[]): Promise<readonly Result[]> {
  mkdirSync(disk, { recursive: true });
  const mount: Step = { do: 'shell', command: `mount -t tmpfs -o ${size} tmpfs '${disk}' && mkdir '${disk}/root'` };
  return (await start(child, [mount, ...steps], unshare).results).slice(1);
}

describe.runIf(unshare !== undefined)('a full disk', () => {
  it('stops the run before anything is changed, and the next one goes through', async () => {
    const disk = join(scratch().folder, 'disk');
    const root = join(disk, 'root');
    const results = await onDisk(disk, 'size=2m', [
      { do: 'write', root, version: 1, count: 100 },
      { do: 'snapshot', folder: disk },
      { do: 'write', root, version: 2, count: 600 },
      { do: 'snapshot', folder: disk },
      { do: 'write', root, version: 3, count: 50 },
      { do: 'write', root, version: 3, count: 50 },
    ]);
    expect(results[2]?.failure).toMatch(/^cannot write (kustomize|clusters)\/\S+: the disk is full$/);
    expect(results[2]?.hint).toBe('Nothing was changed. Free some space, then run again.');
    expect(results[3]).toEqual(results[1]);
    expect(results[4]?.done).toMatchObject({ kept: [], foreign: [] });
    expect(results[5]?.done).toMatchObject({ written: [], removed: [], unchanged: 55 });
  });

  it('without room for another folder leaves no empty one behind', async () => {
    const disk = join(scratch().folder, 'disk');
    const root = join(disk, 'root');
    const results = await onDisk(disk, 'size=8m,nr_inodes=60', [
      { do: 'write', root, version: 1, count: 3 },
      { do: 'snapshot', folder: disk },
      { do: 'write', root, version: 1, count: 40 },
      { do: 'snapshot', folder: disk },
    ]);
    expect(results[2]?.failure).toMatch(/^cannot write kustomize\/\S+: the disk is full$/);
    expect(results[3]).toEqual(results[1]);
  });

  it('without room for the ledger or the lock changes nothing either', async () => {
    const { folder, cache } = scratch();
    const root = join(folder, 'root');
    const steps: readonly Step[] = [
      { do: 'fill', file: join(cache, 'filler') },
      { do: 'snapshot', folder },
      { do: 'write', root, version: 2, count: 20 },
      { do: 'snapshot', folder },
      { do: 'shell', command: `rm '${join(cache, 'filler')}'` },
      { do: 'write', root, version: 2, count: 20 },
    ];
    const first: Step = { do: 'write', root, version: 1, count: 20 };
    const results = (await onDisk(cache, 'size=64k', [first, ...steps])).slice(1);
    expect(results[2]?.failure).toMatch(/^cannot write \S+\/plinth\/[0-9a-f]{16}\/(lock|written): the disk is full$/);
    expect(results[3]).toEqual(results[1]);
    expect(results[5]?.done).toMatchObject({ kept: [] });
  });
});

describe.runIf(unshare !== undefined)('a read-only disk', () => {
  it('stops a run that would write or remove, not one that has nothing to do', async () => {
    const disk = join(scratch().folder, 'disk');
    const root = join(disk, 'root');
    const results = await onDisk(disk, 'size=2m', [
      { do: 'write', root, version: 1, count: 20 },
      { do: 'shell', command: `mount -o remount,ro '${disk}'` },
      { do: 'snapshot', folder: disk },
      { do: 'write', root, version: 2, count: 20 },
      { do: 'write', root, version: 1, count: 10 },
      { do: 'snapshot', folder: disk },
      { do: 'write', root, version: 1, count: 20 },
      { do: 'shell', command: `mount -o remount,rw '${disk}'` },
      { do: 'write', root, version: 2, count: 20 },
    ]);
    expect(results[3]?.failure).toMatch(/^cannot (write|remove) \S+: the file system is read-only$/);
    expect(results[4]?.failure).toMatch(/^cannot remove kustomize\/\S+: the file system is read-only$/);
    expect(results[5]).toEqual(results[2]);
    expect(results[6]?.done).toMatchObject({ written: [], unchanged: 25 });
    expect(results[8]?.done).toMatchObject({ kept: [] });
  });
});

describe('a folder that may not be written', () => {
  // Root may write everywhere, so it becomes somebody else.
  const somebody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

  function everybodys(): string {
    const { folder, root, cache } = scratch();
    mkdirSync(cache);
    chmodSync(dirname(child), 0o755);
    for (const path of [folder, root, cache]) chmodSync(path, 0o777);
    return root;
  }

  it.each(['kustomize/component-7/base', 'clusters/only-1', 'kustomize'])('stops the run: %s', async (closed) => {
    const root = everybodys();
    const run = start(
      child,
      [
        { do: 'write', root, version: 1, count: 20 },
        { do: 'shell', command: `chmod 555 '${join(root, closed)}'` },
        { do: 'snapshot', folder: root },
        // Version 2 replaces all files and removes those in clusters/only-1; the new folders are in kustomize.
        { do: 'write', root, version: 2, count: 60 },
        { do: 'snapshot', folder: root },
        { do: 'shell', command: `chmod 755 '${join(root, closed)}'` },
        { do: 'write', root, version: 2, count: 60 },
      ],
      somebody,
    );
    const results = await run.results;
    expect(results[3]?.failure).toMatch(new RegExp(`^cannot (write|remove) ${closed}/.*: permission denied$`));
    expect(results[3]?.hint).toMatch(/^Nothing was changed\. Give yourself the right to change it/);
    expect(results[4]).toEqual(results[2]);
    expect(results[6]?.done).toMatchObject({ kept: [], foreign: [] });
  });

  it('is named too when it may not even be read', async () => {
    const root = everybodys();
    put(root, 'kustomize/secret/x.yaml', '# Generated by Plinth\n');
    chmodSync(join(root, 'kustomize/secret'), 0o700);
    if (somebody.length === 0) chmodSync(join(root, 'kustomize/secret'), 0);
    const results = await start(child, [{ do: 'write', root, version: 1, count: 1 }], somebody).results;
    chmodSync(join(root, 'kustomize/secret'), 0o700);
    expect(results[0]?.failure).toBe('cannot read kustomize/secret: permission denied');
  });
});
