import { describe, expect, it } from 'vitest';
import { cdi } from '../../generator/components/cdi/component.ts';
import { kubevirt } from '../../generator/components/kubevirt/component.ts';
import { type Health, healthOf, missingInterpreter } from './run-health.ts';

type Case = readonly [name: string, object: object, health: Health['status'], message: string];

const deletion = { metadata: { generation: 1, deletionTimestamp: '2026-01-01T00:00:00Z' } };
const metadata = { generation: 2 };
const degraded = { type: 'Degraded', status: 'True', message: 'virt-handler does not start' };
const machine = (runStrategy: string, printableStatus: string, conditions: readonly object[] = []) => ({
  metadata,
  spec: { runStrategy },
  status: { printableStatus, conditions },
});

const cases: { readonly [kind: string]: readonly Case[] } = {
  'kubevirt.io_KubeVirt': [
    ['one that nobody has seen', { metadata }, 'Progressing', 'waiting for the operator'],
    [
      'one that comes',
      { metadata, status: { phase: 'Deploying', conditions: [degraded] } },
      'Progressing',
      'Deploying',
    ],
    ['one that is there', { metadata, status: { phase: 'Deployed', observedGeneration: 2 } }, 'Healthy', ''],
    ['one that changed', { metadata, status: { phase: 'Deployed', observedGeneration: 1 } }, 'Progressing', 'latest'],
    ['one that broke', { metadata, status: { phase: 'Deployed', conditions: [degraded] } }, 'Degraded', 'virt-handler'],
    ['one that goes', { ...deletion, status: { phase: 'Deployed' } }, 'Progressing', 'removed'],
  ],
  'cdi.kubevirt.io_CDI': [
    ['one that nobody has seen', { metadata }, 'Progressing', 'waiting for the operator'],
    ['one that comes', { metadata, status: { phase: 'Deploying' } }, 'Progressing', 'Deploying'],
    ['one that is there', { metadata, status: { phase: 'Deployed' } }, 'Healthy', ''],
    ['one that failed', { metadata, status: { phase: 'Error' } }, 'Degraded', 'could not bring'],
    ['one that broke', { metadata, status: { phase: 'Deployed', conditions: [degraded] } }, 'Degraded', 'virt-handler'],
    ['one that goes', { ...deletion, status: { phase: 'Deployed' } }, 'Progressing', 'removed'],
  ],
  'cdi.kubevirt.io_DataVolume': [
    ['one that nobody has seen', { metadata }, 'Progressing', 'waiting for CDI'],
    ['one that is filled', { metadata, status: { phase: 'ImportInProgress', progress: '12%' } }, 'Progressing', '12%'],
    ['one that is full', { metadata, status: { phase: 'Succeeded' } }, 'Healthy', ''],
    ['one whose machine is off', { metadata, status: { phase: 'PendingPopulation' } }, 'Healthy', 'once something'],
    [
      'one whose image is not there',
      {
        metadata,
        status: {
          phase: 'ImportInProgress',
          conditions: [{ type: 'Running', status: 'False', reason: 'Error', message: '404 Not Found' }],
        },
      },
      'Degraded',
      '404',
    ],
  ],
  'kubevirt.io_VirtualMachine': [
    ['one that nobody has seen', { metadata, spec: { runStrategy: 'Always' } }, 'Progressing', 'waiting for KubeVirt'],
    ['one that runs', machine('Always', 'Running'), 'Healthy', 'Running'],
    ['one that moves', machine('Always', 'Migrating'), 'Healthy', 'Migrating'],
    ['one that waits for its disk', machine('Always', 'Provisioning'), 'Progressing', 'Provisioning'],
    ['one that is to run and does not yet', machine('Always', 'Stopped'), 'Progressing', 'Stopped'],
    ['one that is off', machine('Halted', 'Stopped'), 'Healthy', 'Stopped'],
    ['one that people stopped', machine('Manual', 'Stopped'), 'Healthy', 'Stopped'],
    [
      'one that no node has room for',
      machine('Always', 'ErrorUnschedulable', [{ type: 'Ready', status: 'False', message: 'no node has kvm' }]),
      'Degraded',
      'no node has kvm',
    ],
  ],
};

const scripts: { readonly [kind: string]: string } = { ...kubevirt.health, ...cdi.health };

describe.skipIf(missingInterpreter() !== undefined)('the health of KubeVirt and CDI', () => {
  it('has cases for every script', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(scripts).sort());
  });

  for (const [kind, list] of Object.entries(cases)) {
    const found = healthOf(
      scripts[kind] ?? '',
      list.map(([, object]) => object),
    );
    it.each(list.map(([name, , status, message], index) => ({ name, status, message, index })))(
      `${kind}: $name is $status`,
      ({ status, message, index }) => {
        expect(found[index]?.status).toBe(status);
        expect(found[index]?.message).toContain(message);
      },
    );
  }
});
