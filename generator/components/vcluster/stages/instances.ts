import { defineStage } from '../../../component.ts';
import { create } from '../../../kubernetes/create.ts';
import type { KubernetesObject } from '../../../kubernetes/object.ts';
import { type Instance, instances as instancesOf, namespaceOf, sandboxed } from '../instances.ts';
import { sandboxRights } from '../sandbox-rights.ts';
import { instanceValues } from '../values.ts';

/** The clusters inside, each an installation of the chart. */
export const instances = defineStage('vcluster', {
  summary: 'the clusters inside this one',
  after: ['contour/install', 'metrics-server/install'],
  needsWhen: (context) => (instancesOf(context).some(({ host }) => host !== undefined) ? ['contour/install'] : []),
  chart: {
    repository: 'https://charts.loft.sh',
    name: 'vcluster',
    version: '0.36.1',
    clusterKinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    // the values again, as vcluster reads them
    plainSecrets: ['vc-config-'],
  },
  provides: (context) => instancesOf(context).flatMap(({ name }) => provided(name, namespaceOf(name))),
  values: ({ options, after }) => ({
    controlPlane: {
      statefulSet: {
        image: { repository: 'loft-sh/vcluster-oss' },
        persistence: { volumeClaim: { storageClass: options.storageClass } },
      },
    },
    sync: {
      toHost: { ingresses: { enabled: true } },
      fromHost: { ingressClasses: { enabled: true }, storageClasses: { enabled: true } },
    },
    integrations: after['metrics-server'] === undefined ? undefined : { metricsServer: { enabled: true } },
    telemetry: { enabled: false },
  }),
  releases: (context) =>
    instancesOf(context).map((each) => ({
      name: each.name,
      namespace: namespaceOf(each.name),
      values: instanceValues(each),
    })),
  clusterResources: (context) => [
    ...instancesOf(context).flatMap((each) => fromOutside(each, context.after.contour?.ingressClass)),
    ...sandboxed(context).flatMap(sandboxRights),
  ],
});

/** What the chart makes of a cluster, and the Secret with which one logs in there. */
function provided(name: string, namespace: string) {
  return [
    { apiVersion: 'v1', kind: 'Service', name, namespace, ports: [443] },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name, namespace },
  ];
}

/** The way to its API, encrypted all along: it knows its users by their certificates. */
function fromOutside({ name, host }: Instance, ingressClassName: string | undefined): readonly KubernetesObject[] {
  if (host === undefined || ingressClassName === undefined) return [];
  return [
    create('projectcontour.io/v1', 'HTTPProxy', {
      metadata: { name, namespace: namespaceOf(name) },
      spec: {
        ingressClassName,
        virtualhost: { fqdn: host, tls: { passthrough: true } },
        tcpproxy: { services: [{ name, port: 443 }] },
      },
    }),
  ];
}
