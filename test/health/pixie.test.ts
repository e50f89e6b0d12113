import { describe, expect, it } from 'vitest';
import { pixie } from '../../generator/components/pixie/component.ts';
import { type Health, healthOf, missingInterpreter } from './run-health.ts';

const cases: readonly (readonly [
  name: string,
  status: object | undefined,
  health: Health['status'],
  message: string,
])[] = [
  ['one that the operator has not seen', undefined, 'Progressing', 'waiting for the operator'],
  ['one that is being brought', { reconciliationPhase: 'Updating' }, 'Progressing', 'Pixie starts'],
  ['one that runs', { reconciliationPhase: 'Ready', vizierPhase: 'Healthy' }, 'Healthy', ''],
  ['one whose release changes', { reconciliationPhase: 'Updating', vizierPhase: 'Healthy' }, 'Progressing', 'starts'],
  ['one that could not be brought', { reconciliationPhase: 'Failed' }, 'Degraded', 'could not bring'],
  [
    'one without its cloud',
    { reconciliationPhase: 'Ready', vizierPhase: 'Disconnected', vizierReason: 'CloudConnectorMissing' },
    'Degraded',
    'Disconnected: CloudConnectorMissing',
  ],
  [
    'one that says why',
    { reconciliationPhase: 'Ready', vizierPhase: 'Unhealthy', message: 'PEMs are failing' },
    'Degraded',
    'PEMs are failing',
  ],
];

describe.skipIf(missingInterpreter() !== undefined)('the health of Pixie', () => {
  const script = pixie.health?.['px.dev_Vizier'] ?? '';
  const found = healthOf(
    script,
    cases.map(([, status]) => ({ kind: 'Vizier', ...(status === undefined ? {} : { status }) })),
  );

  it.each(cases.map((each, index) => [...each, index] as const))('of %s', (_, _status, health, message, index) => {
    expect(found[index]?.status).toBe(health);
    expect(found[index]?.message).toContain(message);
  });
});
