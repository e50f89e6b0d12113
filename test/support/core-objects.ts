import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';

/** Objects of Kubernetes' own kinds that an API server takes, with what naive validation trips over: nulls, quantities as numbers, ports by name, fields that are filled in, schemas within schemas. */
export const coreObjects: readonly KubernetesObject[] = parseAllDocuments(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: web, creationTimestamp: null, labels: { app.kubernetes.io/name: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: web }, annotations: { example.org/checksum: "1" }, creationTimestamp: null }
    spec:
      restartPolicy: Always
      containers:
        - name: web
          image: example.org/web:1
          imagePullPolicy: IfNotPresent
          ports: [{ containerPort: 8080, name: http }, { containerPort: 8080, protocol: UDP }]
          env: [{ name: A, value: b }, { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }]
          resources: { requests: { cpu: 1, memory: 64Mi }, limits: { cpu: 0.5, memory: 1.5e9 } }
          livenessProbe: { httpGet: { path: /, port: http, scheme: HTTP }, periodSeconds: 10 }
          volumeMounts: [{ name: files, mountPath: /files }]
      volumes:
        - name: files
          emptyDir: { sizeLimit: 1Gi, medium: null }
status: {}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store, namespace: web }
spec:
  serviceName: store
  selector: { matchExpressions: [{ key: app, operator: In, values: [store] }] }
  podManagementPolicy: Parallel
  template:
    metadata: { labels: { app: store } }
    spec:
      affinity: null
      tolerations: [{ operator: Exists, effect: NoSchedule }]
      containers: [{ name: store, image: example.org/store:1, securityContext: { capabilities: { drop: [ALL] } } }]
  volumeClaimTemplates:
    - metadata: { name: files }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: tidy, namespace: web }
spec:
  schedule: "@daily"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: tidy, image: example.org/tidy:1, command: [tidy] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ name: dns, port: 53, targetPort: 5353 }, { name: dns-udp, port: 53, protocol: UDP, targetPort: dns }]
  sessionAffinity: null
---
apiVersion: v1
kind: Secret
metadata: { name: web, namespace: web }
type: Opaque
immutable: true
data: { token: YQ== }
stringData: { user: me }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: files, namespace: web }
spec: { accessModes: [ReadWriteMany], volumeMode: Filesystem, resources: { requests: { storage: 5 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: web }
spec:
  ingressClassName: contour
  rules:
    - host: web.example.org
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: web }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: http, protocol: TCP }, { port: 8443 }] }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: web }
spec: { minAvailable: 50%, selector: { matchLabels: { app: web } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "web:reader" }
rules: [{ apiGroups: [""], resources: [pods, pods/log], verbs: [get] }]
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { plural: things, kind: Thing }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, properties: { tree: { type: array, items: { type: object, not: { required: [a] } } } } }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: web }
webhooks:
  - name: web.example.org
    sideEffects: None
    failurePolicy: Fail
    admissionReviewVersions: [v1]
    clientConfig: { caBundle: YQ==, service: { name: web, namespace: web, port: 443 } }
    rules: [{ apiGroups: ["*"], apiVersions: [v1], operations: [CREATE], resources: [pods], scope: "*" }]
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: web, namespace: web }
spec: { hard: { pods: 10, requests.cpu: "4", requests.storage: 1Ti } }
`).map((document) => document.toJS() as KubernetesObject);
