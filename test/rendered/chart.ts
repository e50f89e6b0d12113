import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';

/** The files of a chart by path, `Chart.yaml` at the root. */
export type ChartSource = { readonly [path: string]: string };

/** A chart archive, as `helm package` makes one. */
export async function packChart(name: string, files: ChartSource): Promise<Buffer> {
  const entries = Object.entries(files).map(([path, body]) => ({
    header: { name: `${name}/${path}`, size: Buffer.byteLength(body), type: 'file' as const },
    body,
  }));
  return gzipSync(Buffer.from(await packTar(entries)));
}

/** What pods of the strictest level say. */
const RESTRICTED =
  ' runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } ';

const labels = (name: string) => `
    app: ${name}
    helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}`;

/** A chart with everything that charts are made of: a subchart, a library, hooks, tests, CRDs, `lookup`, `.Capabilities`, `.Files`, `tpl`, and objects of many kinds. */
export function everyChart(name: string, version: string, replicas = '.Values.replicas'): ChartSource {
  const map = (suffix: string, data: string, above = '') => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}-${suffix}
  namespace: {{ .Release.Namespace }}${above}
data:
${data}`;
  return {
    'Chart.yaml': `apiVersion: v2
name: ${name}
version: ${version}
appVersion: 1.0.0
dependencies:
  - { name: child, version: 0.1.0, condition: child.enabled }
  - { name: lib, version: 0.1.0 }
`,
    'values.yaml': 'child: { enabled: true }\ngreeting: "hello {{ .Release.Name }}"\nreplicas: 1\n',
    'charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 0.1.0\ntype: library\n',
    'charts/lib/templates/_map.tpl': '{{- define "lib.words" }}\n  words: from the library\n{{- end }}\n',
    'charts/child/Chart.yaml': 'apiVersion: v2\nname: child\nversion: 0.1.0\n',
    'charts/child/values.yaml': 'colour: green\n',
    'charts/child/templates/map.yaml': map('child', '  colour: {{ .Values.colour }}\n'),
    'charts/child/crds/toys.yaml': crd('toys', 'Toy', `${name}.example.org`),
    'crds/games.yaml': crd('games', 'Game', `${name}.example.org`),
    'files/motto.txt': 'line one\n\n  line two: "quoted"\ttab\n',
    'templates/all.yaml': [
      map('library', '  {{- include "lib.words" . }}\n'),
      map('lookup', '  found: {{ lookup "v1" "Secret" .Release.Namespace "x" | len | quote }}\n'),
      map('tpl', '  greeting: {{ tpl .Values.greeting . | quote }}\n'),
      map(
        'files',
        '  motto: {{ .Files.Get "files/motto.txt" | quote }}\n  bytes: {{ .Files.Get "files/motto.txt" | b64enc }}\n',
      ),
      map('odd', '  number: "0123"\n  truth: "yes"\n  empty: ""\n  list: "- a\\n- b\\n"\n'),
    ].join('---\n'),
    'templates/capabilities.yaml': `{{- if semverCompare ">=1.34-0" .Capabilities.KubeVersion.Version }}
${map('capable', '  version: new\n  monitors: {{ .Capabilities.APIVersions.Has "cert-manager.io/v1" | quote }}\n')}
{{- end }}
`,
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: {{ .Release.Namespace }}
  creationTimestamp: null
  labels:${labels(name)}
spec:
  replicas: {{ ${replicas} }}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata:
      labels: { app: ${name}, helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }} }
    spec:
      containers:
        - image: registry.example.org/${name}:1.0.0
          name: main
          args: ["--replicas={{ ${replicas} }}", "--odd=1e3", "0x10"]
          resources: {}
          securityContext: {${RESTRICTED}}
      volumes: [{ name: tmp, emptyDir: {} }]
`,
    'templates/hook.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}-before
  namespace: {{ .Release.Namespace }}
  annotations: { helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-weight: "-1" }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: main, image: "registry.example.org/${name}:1.0.0", securityContext: {${RESTRICTED}} }]
`,
    'templates/tests/test.yaml': `apiVersion: v1
kind: Pod
metadata: { name: ${name}-test, namespace: "{{ .Release.Namespace }}", annotations: { helm.sh/hook: test } }
spec: { containers: [{ name: main, image: "registry.example.org/${name}:1.0.0" }] }
`,
  };
}

function crd(plural: string, kind: string, group: string): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.${group} }
spec:
  group: ${group}
  scope: Namespaced
  names: { kind: ${kind}, listKind: ${kind}List, plural: ${plural}, singular: ${kind.toLowerCase()} }
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema:
        openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true }
`;
}
