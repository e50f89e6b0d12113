import type { Path } from '../diagnostic.ts';
import { isMap } from '../map.ts';

/** A Service that a text calls by its name in the cluster's DNS: `gateway-collector.opentelemetry.svc:4317`. */
export interface Address {
  readonly path: Path;
  readonly service: string;
  readonly namespace: string;
  readonly port?: number;
  /** The whole text in which it stands. */
  readonly text: string;
}

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const address = new RegExp(
  `(?<![-.a-z0-9])(?:${label}\\.)?(${label})\\.(${label})\\.svc(?:\\.cluster\\.local)?(?::([0-9]{1,5}))?(?![-a-z0-9])`,
  'g',
);

/** Every address of a Service in the texts of a value, at any depth. */
export function addressesIn(value: object): readonly Address[] {
  // most values have none, and to write one out is far quicker than to go through it
  return JSON.stringify(value).includes('.svc') ? addressesAt(value, []) : [];
}

function addressesAt(value: unknown, path: Path): readonly Address[] {
  if (typeof value === 'string') return value.includes('.svc') ? inText(value, path) : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => addressesAt(each, [...path, index]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([field, each]) => addressesAt(each, [...path, field]));
}

const short = new RegExp(`^(?:[a-z][a-z0-9+]*://)?(${label}):([0-9]{1,5})(?![-.:a-z0-9])`);

/** The same as one says it to a neighbour, `http://api:3000`: a Service of the same namespace, where there is one of that name. */
export function shortAddressIn(text: string, path: Path, namespace: string): Address | undefined {
  const [, service, port] = short.exec(text) ?? [];
  return service === undefined ? undefined : { path, text, service, namespace, port: Number(port) };
}

function inText(text: string, path: Path): readonly Address[] {
  return [...text.matchAll(address)].map(([, service = '', namespace = '', port]) => ({
    path,
    text,
    service,
    namespace,
    ...(port === undefined ? {} : { port: Number(port) }),
  }));
}
