import { describe, expect, it } from 'vitest';
import { contour } from '../../generator/components/contour/component.ts';
import { healthOf, missingInterpreter } from './run-health.ts';

const condition = (type: string, status: string, message: string, reason = 'x', observedGeneration = 2) => ({
  type,
  status,
  message,
  reason,
  observedGeneration,
});
const accepted = condition('Accepted', 'True', 'Gateway is accepted');
const invalid = condition('Programmed', 'False', 'Listeners are not valid', 'ListenersNotValid');
// as Contour 1.33 writes it where the Secret of a listener is not there
const withoutCertificate = (name: string) => ({
  name,
  conditions: [
    condition('ResolvedRefs', 'False', 'referent is invalid: Secret not found', 'InvalidCertificateRef'),
    condition('Programmed', 'False', 'Invalid listener, see other listener conditions for details', 'Invalid'),
  ],
});
const conflicted = {
  name: 'shop.example.org',
  conditions: [condition('Programmed', 'False', 'All Listener hostnames for a given port must be unique')],
};

const cases: readonly (readonly [string, object | undefined, string])[] = [
  ['nobody looked at', undefined, 'Progressing: waiting for its controller'],
  [
    'that has changed since',
    { conditions: [condition('Accepted', 'True', 'old', 'x', 1), condition('Programmed', 'True', 'old', 'x', 1)] },
    'Progressing: waiting for its controller',
  ],
  [
    'of no controller',
    { conditions: [condition('Accepted', 'Unknown', 'Waiting for controller', 'Pending')] },
    'Progressing: waiting for its controller',
  ],
  [
    'that is still made',
    { conditions: [accepted, condition('Programmed', 'False', 'not yet', 'Pending')] },
    'Progressing: waiting for its controller',
  ],
  [
    'that is refused',
    { conditions: [condition('Accepted', 'False', 'unsupported address')] },
    'Degraded: unsupported address',
  ],
  [
    'that works',
    { conditions: [accepted, condition('Programmed', 'True', 'Gateway is programmed')] },
    'Healthy: Gateway is programmed',
  ],
  [
    'whose listeners wait for certificates',
    {
      conditions: [accepted, invalid],
      listeners: [
        { name: 'http', conditions: [condition('Programmed', 'True', 'Valid listener')] },
        withoutCertificate('a.example.org'),
        withoutCertificate('b.example.org'),
      ],
    },
    'Healthy: no certificate yet for a.example.org, b.example.org',
  ],
  [
    'with a listener in conflict',
    { conditions: [accepted, invalid], listeners: [withoutCertificate('a.example.org'), conflicted] },
    'Degraded: shop.example.org: All Listener hostnames for a given port must be unique',
  ],
  [
    'without an address',
    { conditions: [accepted, condition('Programmed', 'False', 'no address', 'AddressNotAssigned')], listeners: [] },
    'Degraded: no address',
  ],
];

describe.skipIf(missingInterpreter() !== undefined)('the health of a Gateway', () => {
  it.each(cases)('%s', (_, status, expected) => {
    const script = contour.health?.['gateway.networking.k8s.io_Gateway'] ?? '';
    const object = { metadata: { generation: 2 }, spec: {}, ...(status === undefined ? {} : { status }) };
    expect(healthOf(script, [object]).map((health) => `${health.status}: ${health.message}`)).toEqual([expected]);
  });
});
