import type { ChartSource } from '../rendered/chart.ts';

const crd = (kind: string, plural: string, versions: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.cert-manager.io }
spec:
  group: cert-manager.io
  scope: Cluster
  names: { kind: ${kind}, listKind: ${kind}List, plural: ${plural}, singular: ${kind.toLowerCase()} }
  versions:
${versions}`;

const version = (name: string, schema: string, more = '') => `    - name: ${name}
      served: true
      storage: ${name === 'v1'}
${more}      schema:
        openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: { spec: ${schema} } }
`;

const open = '{ type: object, x-kubernetes-preserve-unknown-fields: true }';
/** A rule that no issuer of ours keeps. */
const ruled =
  '{ type: object, x-kubernetes-preserve-unknown-fields: true, x-kubernetes-validations: [{ rule: "has(self.selfSigned)", message: "only self-signed ones" }], properties: { selfSigned: { type: object } } }';
const strict = '{ type: object, x-kubernetes-preserve-unknown-fields: true, required: [region] }';

/** How the second of a pair of charts differs from the first, a change each. */
export type Step = 'nothing' | 'everything' | 'kubernetes' | 'schema' | 'issuers' | 'rules' | 'fails';

/** A chart called cert-manager that is a Deployment, a Service, a role and CRDs; `step` says what it changes. */
export function upgradeChart(chartVersion: string, step: Step): ChartSource {
  const isNew = step === 'everything';
  const issuers = { issuers: strict, rules: ruled }[step as string] ?? open;
  return {
    'Chart.yaml': `apiVersion: v2
name: cert-manager
version: ${chartVersion}
${step === 'kubernetes' ? 'kubeVersion: ">=1.99.0-0"\n' : ''}${isNew ? 'annotations: { example.org/upgrade-from: "1.18 or newer", artifacthub.io/changes: "- { kind: removed, description: the old store }" }\n' : ''}`,
    'values.yaml': isNew
      ? 'colours: red\nlog: 2\nfresh: { deep: 1 }\nport: 80\n'
      : 'colour: red\ngone: 1\nlog: 1\nport: 80\nunused: x\n',
    ...(step === 'schema' ? { 'values.schema.json': '{"properties":{"log":{"type":"string"}}}' } : {}),
    'templates/all.yaml': `${step === 'fails' ? '{{ fail "no such thing" }}\n' : ''}apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: "{{ .Release.Namespace }}", labels: { helm.sh/chart: "web-{{ .Chart.Version }}" } }
spec:
  selector: { matchLabels: { app: ${isNew ? 'webs' : 'web'} } }
  template:
    metadata: { labels: { app: ${isNew ? 'webs' : 'web'} } }
    spec: { containers: [{ name: web, image: "example.org/web:${isNew ? '2.0.0' : '1.0.0'}" }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${isNew ? 'new' : 'old'}, namespace: "{{ .Release.Namespace }}" }
data: { a: b }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: "{{ .Release.Namespace }}" }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get${isNew ? ', delete' : ''}] }]
${
  isNew
    ? `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: web }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [list] }]
`
    : ''
}`,
    'templates/crds.yaml': [
      crd('ClusterIssuer', 'clusterissuers', version('v1', issuers) + (isNew ? '' : version('v1beta1', open))),
      crd(isNew ? 'Fresh' : 'Stale', isNew ? 'freshes' : 'stales', version('v1', open)),
    ].join('---\n'),
  };
}
