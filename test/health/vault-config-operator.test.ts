import { describe, expect, it } from 'vitest';
import { vaultConfigOperator } from '../../generator/components/vault-config-operator/component.ts';
import { type Health, healthOf, missingInterpreter } from './run-health.ts';

const succeeded = (observedGeneration: number) => ({
  type: 'ReconcileSuccessful',
  status: 'True',
  reason: 'LastReconcileCycleSucceded',
  message: '',
  observedGeneration,
});
const failed = (observedGeneration: number) => ({
  type: 'ReconcileFailed',
  status: 'False',
  reason: 'LastReconcileCycleFailed',
  message: 'permission denied',
  observedGeneration,
});

function object(kind: string, generation: number, status?: object): object {
  return { kind, metadata: { generation }, ...(status === undefined ? {} : { status }) };
}

function seconds(fromNow: number): string {
  return new Date(Date.now() + fromNow * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

const cases: readonly (readonly [name: string, object: object, status: Health['status'], message: string])[] = [
  ['one that the operator has not seen', object('Policy', 1), 'Progressing', 'Waiting'],
  ['one without conditions', object('Policy', 1, {}), 'Progressing', 'Waiting'],
  ['the first success', object('Policy', 1, { conditions: [succeeded(1)] }), 'Healthy', 'Vault has it'],
  ['the first failure', object('Policy', 1, { conditions: [failed(1)] }), 'Degraded', 'permission denied'],
  [
    'a success after a failure',
    object('Policy', 1, { conditions: [failed(1), succeeded(1)] }),
    'Healthy',
    'Vault has it',
  ],
  ['a new spec', object('Policy', 2, { conditions: [failed(1), succeeded(1)] }), 'Progressing', 'Waiting'],
  [
    'a new spec that fails',
    object('Policy', 2, { conditions: [succeeded(1), failed(2)] }),
    'Degraded',
    'permission denied',
  ],
  [
    'a new spec after one that failed',
    object('Policy', 3, { conditions: [succeeded(1), failed(2)] }),
    'Progressing',
    'Waiting',
  ],
  [
    'a new spec that failed and succeeds',
    object('Policy', 2, { conditions: [failed(2), succeeded(2)] }),
    'Healthy',
    'Vault has it',
  ],
  [
    'a value made under an older spec',
    object('RandomSecret', 2, { conditions: [succeeded(1)], lastVaultSecretUpdate: seconds(-90_000) }),
    'Healthy',
    'The value is in Vault',
  ],
  [
    'a value that cannot be made',
    object('RandomSecret', 1, { conditions: [failed(1)] }),
    'Degraded',
    'permission denied',
  ],
  [
    'a Secret that is up to date',
    object('VaultSecret', 1, { conditions: [failed(1), succeeded(1)], nextVaultSecretUpdate: '2999-01-01T00:00:00Z' }),
    'Healthy',
    'Vault has it',
  ],
  [
    'a Secret that is being read again',
    object('VaultSecret', 1, { conditions: [succeeded(1)], nextVaultSecretUpdate: seconds(-300) }),
    'Healthy',
    'Vault has it',
  ],
  [
    'a Secret that can no longer be read',
    object('VaultSecret', 1, {
      conditions: [succeeded(1), failed(1)],
      lastVaultSecretUpdate: '2026-01-01T00:00:00Z',
      nextVaultSecretUpdate: '2026-01-01T00:05:00Z',
    }),
    'Degraded',
    'Not read from Vault since 2026-01-01T00:00:00Z: permission denied',
  ],
];

const missing = missingInterpreter();

describe.skipIf(missing !== undefined)(`what Argo CD says of vault-config-operator ${missing ?? ''}`, () => {
  const scripts = Object.values(vaultConfigOperator.health ?? {});
  const found =
    missing === undefined
      ? healthOf(
          scripts[0] ?? '',
          cases.map(([, each]) => each),
        )
      : [];

  it.each(cases.map(([name, , status, message], index) => ({ name, status, message, index })))(
    '$name: $status',
    ({ status, message, index }) => {
      expect(found[index]).toEqual({ status, message: expect.stringContaining(message) });
    },
  );
});
