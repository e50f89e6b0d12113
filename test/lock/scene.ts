import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeEach } from 'vitest';
import type { Run } from '../support/cli.ts';
import { helm, scratchFolder } from './charts.ts';
import { type Internet, openInternet, upstreamOf } from './internet.ts';
import { makeCertificate, noCertificates } from './registry.ts';
import { startPlinth } from './start-plinth.ts';

/** A platform that takes two charts and a manifest from outside. */
export const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  gateway-api: {}
  cert-manager: { email: sre@example.org }
  metrics-server: {}
`;

type Pages = ReadonlyMap<string, Buffer | string>;
const nothing: Pages = new Map();

/** Why there is no such internet; empty where Helm makes its charts and openssl its certificate. */
export const noInternet = 'missing' in helm ? helm.missing : noCertificates;
const scratch = scratchFolder();
/** What the platform takes, by address. */
export const upstream = noInternet === '' ? upstreamOf(platform, join(scratch, 'upstream')) : nothing;
/** The same addresses with other content. */
export const changed = noInternet === '' ? upstreamOf(platform, join(scratch, 'changed'), '-evil') : nothing;
const hosts = new Set([...upstream.keys()].map((url) => new URL(url).hostname));
const certificate = noInternet === '' ? makeCertificate(scratch, [...hosts]) : { cert: '', key: '' };

const addressOf = (part: string) => [...upstream.keys()].find((url) => url.includes(part)) ?? '';
/** The addresses of its chart archives and of its manifest. */
export const certManager = addressOf('cert-manager-v');
export const metricsServer = addressOf('metrics-server-3');
export const gatewayApi = addressOf('gateway-api');

/** The folder of each test, with a platform.yaml, and the internet that it reaches. */
export const here = { folder: '', internet: {} as Internet };
beforeEach(async () => {
  here.folder = mkdtempSync(join(scratch, 'run-'));
  put(platform);
  here.internet = await openInternet(certificate, upstream);
});

/** Replaces the platform. */
export const put = (text: string) => writeFileSync(join(here.folder, 'platform.yaml'), text);
/** The text of the lock. */
export const lockFile = () => readFileSync(join(here.folder, 'platform.lock'), 'utf8');
/** Where the cache is. */
export const cacheFolder = () => join(here.folder, 'cache/plinth/sha256');
/** Empties the cache. */
export const forget = () => rmSync(join(here.folder, 'cache'), { recursive: true, force: true });

/** Every file of the cache, by name; none where there is no cache yet. */
export function cached(): readonly { readonly name: string; readonly bytes: Buffer }[] {
  try {
    const names = readdirSync(cacheFolder()).sort();
    return names.map((name) => ({ name, bytes: readFileSync(join(cacheFolder(), name)) }));
  } catch {
    return [];
  }
}

/** Starts `plinth lock` in the folder, with nothing in its environment but the way to the internet and `env`. */
export function start(words: readonly string[] = [], env: NodeJS.ProcessEnv = {}): ReturnType<typeof startPlinth> {
  const { folder, internet } = here;
  const places = { HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  return startPlinth(['lock', ...words], folder, { ...places, ...internet.env, ...env });
}

// what the compiler warns about is not the lock's affair
const lockOnly = ({ out, ...rest }: Run): Run => ({ ...rest, out: out.replace(/^.*\n\d+ warnings?\n/s, '') });
/** Runs `plinth lock` to its end; `offline` without any way out. */
export const lock = (...words: string[]) => start(words).ended.then(lockOnly);
export const offline = (...words: string[]) => start(words, { HTTPS_PROXY: 'http://127.0.0.1:1' }).ended.then(lockOnly);

/** Keeps one address from answering until it is let go. */
export function hold(url: string): { readonly asked: Promise<void>; readonly letGo: () => void } {
  const { pages } = here.internet;
  const page = upstream.get(url) ?? '';
  const waiting: ServerResponse[] = [];
  const asked = new Promise<void>((resolve) => {
    pages.set(url, (_, response) => {
      waiting.push(response);
      resolve();
    });
  });
  const letGo = () => {
    pages.set(url, page);
    for (const response of waiting) response.end(page);
  };
  return { asked, letGo };
}
