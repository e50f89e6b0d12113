import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readLockText } from '../../generator/lock/lock-text.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import {
  cached,
  cacheFolder,
  forget,
  here,
  hold,
  lock,
  lockFile,
  metricsServer,
  noInternet,
  offline,
  platform,
  put,
  start,
} from './scene.ts';

describe.skipIf(noInternet !== '')(`plinth lock, disturbed, ${noInternet}`, () => {
  it('may run twice at once', async () => {
    const held = hold(metricsServer);
    const runs = [start(), start()];
    await held.asked;
    await setTimeout(100);
    held.letGo();
    for (const { ended } of runs) expect(await ended).toMatchObject({ code: 0, err: '' });
    expect((await offline('--check')).code).toBe(0);
    expect(readdirSync(cacheFolder())).toHaveLength(3);
  });

  it('does not overwrite what someone else wrote meanwhile', async () => {
    await lock();
    forget();
    const text = lockFile().replace(/sha256: .*/, `sha256: ${'0'.repeat(64)}`);
    const held = hold(metricsServer);
    put(platform.replace('  gateway-api: {}\n', ''));
    const run = start();
    await held.asked;
    writeFileSync(join(here.folder, 'platform.lock'), text);
    held.letGo();
    expect(await run.ended).toMatchObject({
      code: 2,
      err: expect.stringContaining('was changed while this run fetched'),
    });
    expect(lockFile()).toBe(text);
  });

  it('leaves nothing half when it is killed, and goes on from there', async () => {
    const held = hold(metricsServer);
    const run = start();
    await held.asked;
    while (cached().length < 2) await setTimeout(10);
    run.process.kill('SIGKILL');
    await run.ended;
    expect(readdirSync(here.folder)).not.toContain('platform.lock');
    held.letGo();
    const leftover = join(cacheFolder(), `.${'a'.repeat(40)}.plinth-1-0123abcd.tmp`);
    writeFileSync(leftover, 'half');
    utimesSync(leftover, 0, 0);
    expect((await lock()).out).toContain('platform.lock: 3 artefacts, 3 fetched\n');
    expect(readdirSync(cacheFolder())).toHaveLength(3);
  });

  it('is killed at any moment, and each file is whole or not there', async () => {
    const states = { none: 0, whole: 0 };
    for (let round = 0; round < 6; round += 1) {
      rmSync(join(here.folder, 'cache'), { recursive: true, force: true });
      rmSync(join(here.folder, 'platform.lock'), { force: true });
      const run = start();
      while (here.internet.asked.length % 5 !== round % 5 && run.process.exitCode === null) await setTimeout(5);
      await setTimeout(round * 20);
      run.process.kill('SIGKILL');
      await run.ended;
      here.internet.asked.length = 0;
      for (const { name, bytes } of cached()) if (!name.startsWith('.')) expect(fingerprint(bytes)).toBe(name);
      const isThere = readdirSync(here.folder).includes('platform.lock');
      if (isThere) expect(readLockText(lockFile(), 'platform.lock')).toHaveLength(3);
      states[isThere ? 'whole' : 'none'] += 1;
    }
    expect(states.none).toBeGreaterThan(0);
    expect((await lock()).code).toBe(0);
    expect((await offline('--check')).code).toBe(0);
  });
});
