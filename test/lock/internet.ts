import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { compile } from '../../generator/index.ts';
import { wantedArtefacts } from '../../generator/lock.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { packageChart, repositoryOf } from './charts.ts';
import type { Certificate } from './registry.ts';
import { serve } from './serve.ts';

/** What a platform takes from outside, by address, from charts that Helm packages: what `https://host/path` would answer. */
export function upstreamOf(platform: string, folder: string, note = ''): Map<string, Buffer | string> {
  const { model, objects } = compile(platform);
  if (model === undefined || objects === undefined) throw new Error('the platform has errors');
  const found = new Map<string, Buffer | string>();
  for (const { artefact } of wantedArtefacts(objects, model)) {
    if (artefact.kind === 'manifest') {
      found.set(artefact.url, `apiVersion: v1\nkind: Namespace\nmetadata: { name: a${note} }\n`);
      continue;
    }
    const { repository, name, version } = artefact;
    const own = join(folder, fingerprint(repository).slice(0, 8));
    packageChart(own, name, version, note);
    for (const [path, bytes] of repositoryOf(join(own, `packages${note}`)))
      found.set(`${repository.replace(/\/$/, '')}${path}`, bytes);
  }
  return found;
}

/** An internet of one server on loopback with a certificate for all hosts, reached by a proxy that asks for a password. */
export interface Internet {
  /** What the environment must hold to get there. */
  readonly env: { readonly HTTPS_PROXY: string; readonly HTTP_PROXY: string; readonly NODE_EXTRA_CA_CERTS: string };
  /** What each address answers; a function may do as it likes. */
  readonly pages: Map<string, Buffer | string | RequestListener>;
  /** Every address that was asked for. */
  readonly asked: string[];
  /** Every host and port that the proxy was asked to connect with. */
  readonly tunnels: string[];
}

export async function openInternet(
  { cert, key }: Certificate,
  pages: ReadonlyMap<string, Buffer | string>,
): Promise<Internet> {
  const all: Internet['pages'] = new Map(pages);
  const [asked, tunnels]: string[][] = [[], []];
  const answer = (url: string, request: IncomingMessage, response: ServerResponse) => {
    asked?.push(url);
    const page = all.get(url);
    if (typeof page === 'function') return page(request, response);
    response.writeHead(page === undefined ? 404 : 200).end(page);
  };
  const server = await serve(
    (request, response) => answer(`https://${request.headers.host}${request.url}`, request, response),
    { cert: readFileSync(cert), key: readFileSync(key) },
  );
  const port = await openProxy(server.port, (host) => tunnels?.push(host), answer);
  const proxy = `http://robot:tunnel-pass@127.0.0.1:${port}`;
  const env = { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NODE_EXTRA_CA_CERTS: cert };
  return { env, pages: all, asked: asked ?? [], tunnels: tunnels ?? [] };
}

async function openProxy(
  port: number,
  onTunnel: (host: string) => void,
  onForward: (url: string, request: IncomingMessage, response: ServerResponse) => void,
): Promise<number> {
  const expected = `Basic ${Buffer.from('robot:tunnel-pass').toString('base64')}`;
  const proxy = createServer((request, response) => {
    if (request.headers['proxy-authorization'] !== expected) return void response.writeHead(407).end();
    onForward(request.url ?? '', request, response);
  });
  proxy.on('connect', (request, socket) => {
    if (request.headers['proxy-authorization'] !== expected) return void socket.end('HTTP/1.1 407 Who are you\r\n\r\n');
    onTunnel(request.url ?? '');
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const each of [socket, target]) each.on('error', () => [socket, target].forEach((end) => void end.destroy()));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return (proxy.address() as AddressInfo).port;
}
