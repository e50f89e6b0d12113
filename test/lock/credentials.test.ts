import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { credentialsFrom } from '../../generator/lock/credentials.ts';
import { scratchFolder } from './charts.ts';

const home = scratchFolder();
const basic = (words: string) => Buffer.from(words).toString('base64');
const written = (auths: object) => ({ HOME: home, DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) });
const read = (env: Record<string, string>, url: string) => credentialsFrom(env)(new URL(url));

it.each([
  ['https://ghcr.io/v2/', basic('a:b')],
  ['https://ghcr.io:8443/v2/', undefined],
  ['https://not-ghcr.io/v2/', undefined],
  // whoever listens on the way must not read them
  ['http://ghcr.io/v2/', undefined],
  ['http://localhost:5000/v2/', basic('c:d')],
  ['https://registry-1.docker.io/v2/', basic('e:f')],
  ['https://empty.example.org/', undefined],
])('for %s are %s', (url, expected) => {
  const auths = {
    'ghcr.io': { auth: basic('a:b') },
    'http://localhost:5000/v1/': { username: 'c', password: 'd' },
    'https://index.docker.io/v1/': { auth: basic('e:f') },
    'empty.example.org': {},
    'null.example.org': null,
  };
  expect(read(written(auths), url)).toBe(expected);
});

it('in the environment win over those in the file; other keys of the file do not matter', () => {
  const folder = join(home, 'docker');
  mkdirSync(folder);
  const auths = { 'a.example.org': { auth: basic('file:a') }, 'b.example.org': { auth: basic('file:b') } };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ credsStore: 'desktop', auths }));
  const env = { ...written({ 'a.example.org': { auth: basic('env:a') } }), DOCKER_CONFIG: folder };
  expect(read(env, 'https://a.example.org')).toBe(basic('env:a'));
  expect(read(env, 'https://b.example.org')).toBe(basic('file:b'));
  writeFileSync(join(folder, 'config.json'), '{"credsStore": "desktop"}');
  expect(read(env, 'https://b.example.org')).toBeUndefined();
  writeFileSync(join(folder, 'config.json'), '{"auths": hunter2}');
  expect(() => read(env, 'https://b.example.org')).toThrow(/^\S+config\.json is not JSON$/);
});
