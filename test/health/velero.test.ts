import { describe, expect, it } from 'vitest';
import { velero } from '../../generator/components/velero/component.ts';
import { healthOf, missingInterpreter } from './run-health.ts';

const cases = {
  BackupStorageLocation: [
    [undefined, 'Progressing: waiting for Velero'],
    [{ phase: 'Available' }, 'Healthy: Available'],
    [{ phase: 'Unavailable', message: 'no such bucket' }, 'Degraded: no such bucket'],
  ],
  Schedule: [
    [undefined, 'Progressing: waiting for Velero'],
    [{ phase: 'New' }, 'Progressing: New'],
    [{ phase: 'Enabled' }, 'Healthy: Enabled'],
    [{ phase: 'FailedValidation', validationErrors: ['one', 'two'] }, 'Degraded: one; two'],
  ],
} as const;

describe.skipIf(missingInterpreter() !== undefined)('the health of', () => {
  it.each(Object.entries(cases))('a %s follows its phase', (kind, each) => {
    const script = velero.health?.[`velero.io_${kind}`] ?? '';
    const objects = each.map(([status]) => ({ kind, ...(status === undefined ? {} : { status }) }));
    const found = healthOf(script, objects).map(({ status, message }) => `${status}: ${message}`);
    expect(found).toEqual(each.map(([, health]) => health));
  });
});
