import { Failure } from '../failure.ts';
import { isLoopback } from './url.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for an address: HTTPS_PROXY, HTTP_PROXY and NO_PROXY (or in lower case) as Go's tools read them, so that Helm, Kustomize and Plinth take the same way. */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = variable(name, env);
  if (value === '' || isExempt(url, variable('NO_PROXY', env))) return undefined;
  const address = value.includes('://') ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  // its value may hold a password
  throw new Failure(`${name} is not the address of an HTTP proxy`, 'Write it as http://host:port.');
}

function variable(name: string, env: Environment): string {
  return (env[name] || env[name.toLowerCase()] || '').trim();
}

function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const rules = list.toLowerCase().split(/[\s,]+/);
  return isLoopback(url.hostname) || rules.some((rule) => rule !== '' && covers(rule, url.hostname, port));
}

/** One word of NO_PROXY: `*`, a host and those below it, `.below`, an address, a range of addresses; each with a port or without. */
function covers(rule: string, hostname: string, port: string): boolean {
  if (rule === '*') return true;
  if (rule.includes('/')) return isInRange(rule, bare(hostname));
  const [, host = '', only] = /^(\[.*\]|[^:]*|.*:.*:.*)(?::(\d+))?$/.exec(rule) ?? [];
  if (only !== undefined && only !== port) return false;
  const name = bare(host).replace(/^\*?\./, '');
  return (bare(hostname) === name && !/^\*?\./.test(host)) || hostname.endsWith(`.${name}`);
}

function isInRange(range: string, address: string): boolean {
  const { BlockList, isIP } = process.getBuiltinModule('node:net');
  const [start = '', bits = ''] = range.split('/');
  const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || isIP(start) !== isIP(address) || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (kind === 'ipv6' ? 128 : 32)) return false;
  const block = new BlockList();
  block.addSubnet(start, Number(bits), kind);
  return block.check(address, kind);
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
