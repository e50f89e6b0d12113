import { closeSync, openSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Failure } from '../../generator/failure.ts';
import { openCache, removeAbandoned, usualCacheFolder } from '../../generator/lock/cache.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { temporaryName } from '../../generator/write/temporary-name.ts';
import { scratchFolder } from './charts.ts';

const folder = scratchFolder();
const bytes = Buffer.from('a chart');
const path = (place: string) => join(place, fingerprint(bytes));

it('gives back what it was given, and nothing else', () => {
  const place = join(folder, 'new/below');
  const cache = openCache(place);
  expect(cache.read(fingerprint(bytes))).toBeUndefined();
  cache.put(bytes);
  expect(cache.read(fingerprint(bytes))).toEqual(bytes);
  writeFileSync(path(place), 'a chert');
  expect(cache.read(fingerprint(bytes))).toBeUndefined();
  cache.put(bytes);
  expect(cache.read(fingerprint(bytes))).toEqual(bytes);
  expect(readdirSync(place)).toEqual([fingerprint(bytes)]);
});

it('replaces a file as a whole: who reads the old one goes on reading it', () => {
  const cache = openCache(folder);
  writeFileSync(path(folder), 'old');
  const reader = openSync(path(folder), 'r');
  cache.put(bytes);
  expect(readFileSync(reader, 'utf8')).toBe('old');
  closeSync(reader);
  expect(readFileSync(path(folder))).toEqual(bytes);
});

it('says why it cannot keep something', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openCache(join(folder, 'file')).put(bytes)).toThrow(Failure);
  expect(() => openCache(join(folder, 'file')).read(fingerprint(bytes))).toThrow(Failure);
});

it('removes what killed runs left, not what others are writing', () => {
  const place = join(folder, 'left');
  openCache(place).put(bytes);
  const [old, fresh, other] = [temporaryName('a'), temporaryName('a'), temporaryName('b')];
  for (const name of [old, fresh, other, '.mine']) writeFileSync(join(place, name), '');
  for (const name of [old, other, '.mine', fingerprint(bytes)]) utimesSync(join(place, name), 0, 0);
  removeAbandoned(place, 'a');
  expect(readdirSync(place).sort()).toEqual([fresh, other, '.mine', fingerprint(bytes)].sort());
  removeAbandoned(join(folder, 'nowhere'));
});

it('is where XDG says', () => {
  expect(usualCacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/plinth/sha256');
  // a relative one is to be ignored
  expect(usualCacheFolder({ XDG_CACHE_HOME: 'x' })).toMatch(/^\/.*\.cache\/plinth\/sha256$/);
});
