import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChallenges } from '../../generator/lock/challenge.ts';
import { retryAfter } from '../../generator/lock/patience.ts';
import { proxyFor } from '../../generator/lock/proxy-for.ts';
import { webUrl } from '../../generator/lock/url.ts';

describe('WWW-Authenticate', () => {
  it.each([
    [
      'Bearer realm="https://auth.example.org/token",service="registry",scope="repository:a/b:pull,push"',
      [['bearer', { realm: 'https://auth.example.org/token', service: 'registry', scope: 'repository:a/b:pull,push' }]],
    ],
    ['Basic realm="a, \\"b\\" = c"', [['basic', { realm: 'a, "b" = c' }]]],
    [
      'Basic realm=x, Bearer realm=y, service=z',
      [
        ['basic', { realm: 'x' }],
        ['bearer', { realm: 'y', service: 'z' }],
      ],
    ],
    [
      'Negotiate, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['', []],
  ])('%s', (header, expected) => {
    const read = readChallenges(header).map(({ scheme, words }) => [scheme, Object.fromEntries(words)]);
    expect(read).toEqual(expected);
  });

  it('may be any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => void readChallenges(text)));
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['7', 7000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => expect(retryAfter(header, now)).toBe(expected));
});

describe('a proxy', () => {
  const both = { HTTPS_PROXY: 'http://secure:3128', http_proxy: 'plain:8080' };
  it.each([
    ['https://a.example.org/x', both, 'http://secure:3128/'],
    ['http://a.example.org/x', both, 'http://plain:8080/'],
    ['https://a.example.org/x', {}, undefined],
    ['https://a.example.org/x', { HTTPS_PROXY: '' }, undefined],
    ['http://localhost:8080/x', both, undefined],
    ['http://127.0.0.2/x', both, undefined],
    ['http://[::1]:80/x', both, undefined],
    ['https://a.example.org/x', { ...both, NO_PROXY: '*' }, undefined],
    ['https://a.example.org/x', { ...both, NO_PROXY: 'other.org, example.org' }, undefined],
    ['https://a.example.org/x', { ...both, no_proxy: '.example.org' }, undefined],
    ['https://a.example.org/x', { ...both, NO_PROXY: '*.example.org' }, undefined],
    ['https://example.org/x', { ...both, NO_PROXY: '.example.org' }, 'http://secure:3128/'],
    ['https://myexample.org/x', { ...both, NO_PROXY: 'example.org' }, 'http://secure:3128/'],
    ['https://a.example.org/x', { ...both, NO_PROXY: 'a.example.org:443' }, undefined],
    ['https://a.example.org/x', { ...both, NO_PROXY: 'a.example.org:8443' }, 'http://secure:3128/'],
    ['https://10.1.2.3/x', { ...both, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3/x', { ...both, NO_PROXY: '10.0.0.0/8' }, 'http://secure:3128/'],
    ['https://10.1.2.3/x', { ...both, NO_PROXY: '10.0.0.0/99' }, 'http://secure:3128/'],
    ['https://[fd00::7]/x', { ...both, NO_PROXY: 'fd00::/8' }, undefined],
    ['https://[fd00::7]:8443/x', { ...both, NO_PROXY: '[fd00::7]:8443' }, undefined],
  ])('for %s with %j is %s', (url, env, expected) => expect(proxyFor(new URL(url), env)?.href).toBe(expected));

  it('is an HTTP proxy, and its address is not repeated', () => {
    for (const HTTPS_PROXY of ['socks5://robot:hunter2@proxy', 'http://robot:hunter2@:x'])
      expect(() => proxyFor(new URL('https://example.org'), { HTTPS_PROXY })).toThrow(
        /^HTTPS_PROXY is not the address of an HTTP proxy$/,
      );
  });
});

it('an address with a password is refused without repeating it', () => {
  for (const text of ['https://robot:hunter2@example.org/', 'ftp://robot:hunter2@example.org/', '//robot:hunter2@x y/'])
    expect(() => webUrl(text)).toThrow(/^(?!.*hunter2)/s);
});
