import { describe, expect, it } from 'vitest';
import { rookCeph } from '../../generator/components/rook-ceph/component.ts';
import { type Health, healthOf, missingInterpreter } from './run-health.ts';

const pool = (status?: object) => ({ kind: 'CephBlockPool', metadata: { generation: 2 }, ...(status && { status }) });

const cases: readonly (readonly [name: string, object: object, status: Health['status'], message: string])[] = [
  ['one that Rook has not seen', pool(), 'Progressing', 'waiting for Rook'],
  ['one without a phase', pool({}), 'Progressing', 'waiting for Rook'],
  ['one that is being made', pool({ phase: 'Progressing', observedGeneration: 2 }), 'Progressing', 'Progressing'],
  ['one that is there', pool({ phase: 'Ready', observedGeneration: 2 }), 'Healthy', 'Ready'],
  ['one without generations', { kind: 'CephFilesystem', metadata: {}, status: { phase: 'Ready' } }, 'Healthy', 'Ready'],
  ['a new spec', pool({ phase: 'Ready', observedGeneration: 1 }), 'Progressing', 'waiting for Rook to see the change'],
  ['a failure', pool({ phase: 'Failure', observedGeneration: 1 }), 'Degraded', 'Failure'],
];

const missing = missingInterpreter();

describe.skipIf(missing !== undefined)(`what Argo CD says of pools and file systems ${missing ?? ''}`, () => {
  const script = rookCeph.health?.['ceph.rook.io_CephBlockPool'] ?? '';
  const objects = cases.map(([, each]) => each);
  const found = missing === undefined ? healthOf(script, objects) : [];

  it.each(cases.map(([name, , status, message], index) => ({ name, status, message, index })))(
    '$name: $status',
    ({ status, message, index }) => {
      expect(found[index]).toEqual({ status, message });
    },
  );
});
