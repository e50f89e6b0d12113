import { describe, expect, it } from 'vitest';
import { crossplane } from '../../generator/components/crossplane/component.ts';
import { type Health, healthOf, missingInterpreter } from './run-health.ts';

const condition = (type: string, status: string, message?: string) => ({
  type,
  status,
  reason: `Is${type}`,
  ...(message === undefined ? {} : { message }),
});

const cases: readonly (readonly [
  name: string,
  conditions: readonly object[] | undefined,
  status: Health['status'],
  message: string,
])[] = [
  ['one that Crossplane has not seen', undefined, 'Progressing', 'no status yet'],
  ['one condition only', [condition('Installed', 'True')], 'Progressing', 'Waiting'],
  [
    'a package that is being fetched',
    [condition('Installed', 'False', 'cannot unpack'), condition('Healthy', 'Unknown')],
    'Progressing',
    'Waiting',
  ],
  [
    'a pod that is starting',
    [condition('Installed', 'True'), condition('Healthy', 'False', 'is unavailable')],
    'Progressing',
    'is unavailable',
  ],
  ['one that runs', [condition('Healthy', 'True'), condition('Installed', 'True')], 'Healthy', 'Installed'],
];

const missing = missingInterpreter();

describe.skipIf(missing !== undefined)(`what Argo CD says of a provider of Crossplane ${missing ?? ''}`, () => {
  const script = crossplane.health?.['pkg.crossplane.io_Provider'] ?? '';
  const objects = cases.map(([, conditions]) => ({ ...(conditions === undefined ? {} : { status: { conditions } }) }));
  const found = missing === undefined ? healthOf(script, objects) : [];

  it.each(cases.map(([name, , status, message], index) => ({ name, status, message, index })))(
    '$name: $status',
    ({ status, message, index }) => {
      expect(found[index]).toEqual({ status, message: expect.stringContaining(message) });
    },
  );
});
