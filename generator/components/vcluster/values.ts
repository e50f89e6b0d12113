import type { ChartValues } from '../../component.ts';
import { type Instance, serviceHost } from './instances.ts';

/** The release of Kubernetes that vcluster has an image of, by minor version. Upstream: config/default_extra_values.go at v0.36.1. */
export const releases: { readonly [minor: string]: string } = {
  '1.31': 'v1.31.1',
  '1.32': 'v1.32.1',
  '1.33': 'v1.33.4',
  '1.34': 'v1.34.0',
  '1.35': 'v1.35.0',
  '1.36': 'v1.36.0',
};

/** The size of the volume that the chart makes unless told otherwise. */
const CHART_SIZE = '5Gi';

/** What one cluster inside is told. */
export function instanceValues(instance: Instance): ChartValues {
  const { name, kubernetes, size, memory, host, isolated, quota, networkPolicies } = instance;
  return {
    controlPlane: {
      distro: { k8s: { version: releases[kubernetes] } },
      statefulSet: {
        resources: { limits: { memory } },
        ...(size === CHART_SIZE ? {} : { persistence: { volumeClaim: { size } } }),
      },
      proxy: { extraSANs: [serviceHost(name), ...(host === undefined ? [] : [host])] },
    },
    exportKubeConfig: { context: name, ...(host === undefined ? {} : { server: `https://${host}` }) },
    ...(networkPolicies ? { sync: { toHost: { networkPolicies: { enabled: true } } } } : {}),
    ...(quota === undefined && !isolated ? {} : { policies: policies(instance) }),
  };
}

function policies({ quota, isolated }: Instance): ChartValues {
  return {
    ...(quota === undefined ? {} : { resourceQuota: { enabled: true, quota: hardLimits(quota) } }),
    ...(isolated ? { networkPolicy: { enabled: true } } : {}),
  };
}

/** Those of the chart that nobody asked for are taken away. */
function hardLimits({ cpu, memory, storage, pods }: NonNullable<Instance['quota']>): ChartValues {
  return {
    'requests.cpu': cpu,
    'requests.memory': memory,
    'requests.storage': storage,
    'count/pods': pods,
    ...Object.fromEntries(unasked.map((key) => [key, null])),
  };
}

const unasked = [
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'services.nodeports',
  'services.loadbalancers',
  'count/endpoints',
  'count/services',
  'count/secrets',
  'count/configmaps',
  'count/persistentvolumeclaims',
];
