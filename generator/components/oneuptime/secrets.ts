import type { DeclaredSecret } from '../../secret.ts';

const common = { namespace: 'oneuptime', origin: 'generated' } as const;

/** The Secrets with which OneUptime's parts know each other and their databases, under the names and keys that its pods read. */
export const secrets = {
  application: {
    ...common,
    name: 'oneuptime-secrets',
    keys: ['oneuptime-secret', 'register-probe-key', 'encryption-secret', 'probe-one', 'runner-key'],
    purpose: "OneUptime's parts, and what it keeps encrypted",
  },
  postgres: {
    ...common,
    name: 'oneuptime-postgresql',
    keys: ['postgres-password'],
    purpose: "OneUptime's PostgreSQL",
  },
  redis: { ...common, name: 'oneuptime-redis', keys: ['redis-password'], purpose: "OneUptime's Redis" },
  clickhouse: {
    ...common,
    name: 'oneuptime-clickhouse',
    keys: ['admin-password'],
    purpose: "OneUptime's ClickHouse",
  },
} as const satisfies { readonly [part: string]: DeclaredSecret };
