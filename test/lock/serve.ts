import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a server was asked: path and `authorization`, in order. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly asked: readonly Asked[];
}

/** A server on loopback that ends with the test; with a certificate it speaks TLS. */
export async function serve(handler: RequestListener, tls?: ServerOptions): Promise<Served> {
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    handler(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, port, asked };
}

/** Answers with the bytes of each path, else 404. */
export function serving(files: ReadonlyMap<string, Buffer | string>): RequestListener {
  return ({ url = '' }, response) => {
    const found = files.get(url);
    response.statusCode = found === undefined ? 404 : 200;
    response.end(found ?? 'no such file');
  };
}
