import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { Failure } from '../failure.ts';
import { proxyFor } from './proxy-for.ts';

/** How to reach an address: what to give to Node's http or, where `secure`, https. */
export interface Route {
  readonly secure: boolean;
  readonly options: RequestOptions;
}

/** The way to an address, through the environment's proxy where there is one. `signal` ends the attempt. Node's own agents know no proxy before version 24. */
export async function routeTo(url: URL, signal: AbortSignal): Promise<Route> {
  const proxy = proxyFor(url, process.env);
  const path = `${url.pathname}${url.search}`;
  if (proxy === undefined) return { secure: isSecure(url), options: { ...place(url), path } };
  if (isSecure(url))
    return { secure: true, options: { ...place(url), path, ...(await tunnelled(url, proxy, signal)) } };
  const options = { ...place(proxy), path: `http://${url.host}${path}`, headers: authorization(proxy) };
  return { secure: isSecure(proxy), options };
}

function isSecure({ protocol }: URL): boolean {
  return protocol === 'https:';
}

function place({ hostname, port, protocol }: URL): { readonly host: string; readonly port: number } {
  const usual = protocol === 'https:' ? 443 : 80;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
}

function authorization({ username, password }: URL): { readonly 'proxy-authorization'?: string } {
  if (username === '') return {};
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(words).toString('base64')}` };
}

async function tunnelled(url: URL, proxy: URL, signal: AbortSignal): Promise<Pick<RequestOptions, 'createConnection'>> {
  const { connect } = process.getBuiltinModule('node:tls');
  const { isIP } = process.getBuiltinModule('node:net');
  const socket = await tunnel(url, proxy, signal);
  const { host } = place(url);
  // TLS forbids an address as the name that the server is asked for; the certificate is compared with `host` then.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return { createConnection: () => connect({ socket, host, ...servername }) };
}

/** Asks the proxy for a connection to the address's host: the bytes on it are the host's own. */
function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const { host, port } = place(url);
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const http = process.getBuiltinModule(isSecure(proxy) ? 'node:https' : 'node:http');
  const headers = { host: target, ...authorization(proxy) };
  const request = http.request({ ...place(proxy), method: 'CONNECT', path: target, headers, agent: false, signal });
  return new Promise((resolve, reject) => answered(request, resolve, reject));
}

function answered(request: ClientRequest, resolve: (socket: Socket) => void, reject: (error: Error) => void): void {
  request.on('connect', (response: IncomingMessage, socket: Socket) => {
    if (response.statusCode === 200) return resolve(socket);
    socket.destroy();
    reject(refusal(response, request));
  });
  request.on('response', (response) => {
    response.destroy();
    reject(refusal(response, request));
  });
  request.on('error', reject);
  request.end();
}

function refusal({ statusCode = 0, statusMessage }: IncomingMessage, { host }: ClientRequest): Error {
  const message = `the proxy ${host} answers ${statusCode} ${statusMessage}`;
  return statusCode >= 500 ? new Error(message) : new Failure(message, 'Look at HTTPS_PROXY and at what it may reach.');
}
