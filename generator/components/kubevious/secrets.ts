import type { DeclaredSecret } from '../../secret.ts';

const common = { namespace: 'kubevious', origin: 'generated' } as const;

/** The Secrets that the chart makes with values of its own, under the names that its pods read; here Vault makes the values. */
export const secrets: readonly DeclaredSecret[] = [
  {
    ...common,
    name: 'kubevious-mysql-secret',
    keys: ['MYSQL_PASS'],
    purpose: "Kubevious' way into its database",
  },
  {
    ...common,
    name: 'kubevious-mysql-secret-root',
    keys: ['MYSQL_ROOT_PASSWORD'],
    purpose: 'the database of Kubevious',
  },
  {
    ...common,
    name: 'kubevious-worldvious',
    keys: ['WORLDVIOUS_ID'],
    purpose: 'the number that Kubevious goes by, which it tells nobody',
  },
];
