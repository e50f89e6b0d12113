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
export function addressesIn(value: unknown, path: Path = []): readonly Address[] {
  if (typeof value === 'string') return value.includes('.svc') ? inText(value, path) : [];
  if (Array.isArray(value)) return value.flatMap((each, index) => addressesIn(each, [...path, index]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([field, each]) => addressesIn(each, [...path, field]));
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
