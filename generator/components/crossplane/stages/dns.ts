import { defineStage } from '../../../component.ts';
import type { CrossplaneOptions } from '../../../generated/options.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { records, type ZoneRecord } from '../records.ts';
import { zoneName } from '../zones.ts';

type Dns = NonNullable<CrossplaneOptions['dns']>;

const namespace = 'crossplane-system';
const providerConfigRef = { kind: 'ClusterProviderConfig', name: 'default' } as const;

/** The zones of this cluster, and a record for each host that is routed on it. */
export const dns = defineStage('crossplane', {
  summary: 'the DNS zones, and a record for every routed host',
  after: ['contour/install'],
  syncOptions: ['SkipDryRunOnMissingResource=true'],
  clusterResources: ({ options: { dns, google } }) =>
    dns === undefined || google === undefined
      ? []
      : dns.zones.filter(({ managed }) => managed).map((zone) => managedZone(zone, google.project)),
  hostResources: ({ options: { dns, google }, hosts, after }) =>
    dns === undefined || google === undefined
      ? []
      : records(hosts, dns, after.contour?.address).map((each) => recordSet(each, google.project, dns.ttl)),
});

/** Named as at Google, so that a zone that is there already is taken over; it cannot be deleted from here. */
function managedZone(zone: Dns['zones'][number], project: string): KubernetesObject {
  const name = zoneName(zone);
  return create('dns.gcp.m.upbound.io/v1beta1', 'ManagedZone', {
    metadata: { name, namespace, annotations: { 'crossplane.io/external-name': name } },
    spec: {
      forProvider: { dnsName: `${zone.zone}.`, project, visibility: 'public' },
      managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'],
      providerConfigRef,
    },
  });
}

function recordSet({ host, zone, type, values }: ZoneRecord, project: string, ttl: number): KubernetesObject {
  const id = `projects/${project}/managedZones/${zone}/rrsets/${host}./${type}`;
  return create('dns.gcp.m.upbound.io/v1beta1', 'RecordSet', {
    metadata: {
      name: `${host}-${type.toLowerCase()}`,
      namespace,
      annotations: { 'crossplane.io/external-name': id },
    },
    spec: {
      forProvider: { managedZone: zone, project, name: `${host}.`, type, ttl, rrdatas: [...values] },
      managementPolicies: ['*'],
      providerConfigRef,
    },
  });
}
