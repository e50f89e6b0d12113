const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop, namespace: shop, labels: {app.kubernetes.io/part-of: shop}}
spec:
  policyTypes: [Ingress, Egress]
  podSelector: {matchLabels: {app.kubernetes.io/part-of: shop}}
  ingress: [{from: [{podSelector: {matchLabels: {app.kubernetes.io/part-of: shop}}}]}]
  egress:
  - to: [{podSelector: {matchLabels: {app.kubernetes.io/part-of: shop}}}]
  - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
    ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
`;

/** The app `shop` of test/diff-against.test.ts as two other repositories write it: the same objects, in other words. */
export const ownStyle = {
  manifests: {
    'README.md': '# what was here before\n',
    'workload.yml': `---
# everything that runs
kind: Deployment
apiVersion: apps/v1
metadata: &metadata
  creationTimestamp: null
  name: shop
  namespace: 'shop'
  annotations: {}
  labels: &labels {"app.kubernetes.io/name": shop, "app.kubernetes.io/part-of": "shop"}
status: {}
spec:
  replicas: "1"
  strategy: {type: Recreate}
  selector: {matchLabels: *labels}
  template:
    metadata: {labels: *labels, creationTimestamp: ~}
    spec:
      nodeSelector: {}
      tolerations: []
      enableServiceLinks: no
      serviceAccountName: shop
      securityContext: {fsGroup: 1000, fsGroupChangePolicy: OnRootMismatch, runAsNonRoot: yes, seccompProfile: {type: RuntimeDefault}}
      volumes:
      - {name: volume-uploads, persistentVolumeClaim: {claimName: shop-uploads}}
      - {name: tmp, emptyDir: {}}
      containers:
      - name: shop
        image: "ghcr.io/example/shop:1.0.0"
        env: [{name: LEVEL, value: debug}]
        envFrom: []
        command: null
        ports: [{containerPort: 0x1F90, name: http, protocol: TCP}]
        startupProbe: &probe {tcpSocket: {port: http}, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 12}
        readinessProbe: {<<: *probe, periodSeconds: 10, failureThreshold: 3}
        livenessProbe: {<<: *probe, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3}
        resources:
          limits: {memory: 1024Mi}
          requests: {cpu: 1000m, memory: 1.073741824e+9}
        securityContext: {allowPrivilegeEscalation: off, readOnlyRootFilesystem: on, capabilities: {drop: [ALL]}}
        volumeMounts:
        - {name: volume-uploads, mountPath: /srv/uploads}
        - {name: tmp, mountPath: /tmp}
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: shop, namespace: shop, labels: {"app.kubernetes.io/name": shop, "app.kubernetes.io/part-of": shop}}
  spec:
    externalIPs: []
    ports: [{name: http, port: 8080, protocol: TCP, targetPort: http}]
    selector: {"app.kubernetes.io/name": shop, "app.kubernetes.io/part-of": shop}
    type: ClusterIP
  status: {loadBalancer: {}}
- {apiVersion: v1, kind: ServiceAccount, automountServiceAccountToken: n, metadata: {name: shop, namespace: shop, labels: {"app.kubernetes.io/name": shop, "app.kubernetes.io/part-of": shop}}, imagePullSecrets: null}
`,
    'disk.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shop-uploads
  labels: {"app.kubernetes.io/name": shop-uploads, "app.kubernetes.io/part-of": shop}
  annotations: {argocd.argoproj.io/sync-options: 'Prune=false,Delete=false'}
spec: {volumeMode: Filesystem, resources: {requests: {storage: 10737418240}}, accessModes: [ReadWriteOnce]}
`,
    'network/all.yaml': `${POLICY}---
`,
  },
  kustomizations: {
    'deploy/prod/kustomization.yml': `bases: [../common]
components: [../network]
namespace: shop
images: [{name: placeholder/shop, newName: ghcr.io/example/shop, newTag: 1.0.0}]
commonAnnotations: {}
patches:
- target: {kind: Deployment}
  patch: |-
    - {op: replace, path: /spec/template/spec/containers/0/env/0/value, value: debug}
- path: limits.yaml
`,
    'deploy/prod/limits.yaml': `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}, spec: {template: {spec: {containers: [{name: shop, resources: {limits: {memory: 1048576Ki}}}]}}}}
`,
    'deploy/network/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [policy.yaml]
`,
    'deploy/network/policy.yaml': POLICY,
    'deploy/common/kustomization.yaml': `resources: [shop.yaml, claim.yaml]
labels: [{pairs: {app.kubernetes.io/part-of: shop}, includeSelectors: true, includeTemplates: true}]
`,
    'deploy/common/claim.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shop-uploads
  labels: {app.kubernetes.io/name: shop-uploads}
  annotations: {argocd.argoproj.io/sync-options: 'Prune=false,Delete=false'}
spec: {volumeMode: Filesystem, resources: {requests: {storage: 10240Mi}}, accessModes: [ReadWriteOnce]}
`,
    'deploy/common/shop.yaml': `${workload('placeholder/shop', 'info')}---
apiVersion: v1
kind: Service
metadata: {name: shop, labels: {app.kubernetes.io/name: shop}}
spec: {type: ClusterIP, ports: [{name: http, port: 8080, protocol: TCP, targetPort: http}], selector: {app.kubernetes.io/name: shop}}
---
apiVersion: v1
kind: ServiceAccount
automountServiceAccountToken: false
metadata: {name: shop, labels: {app.kubernetes.io/name: shop}}
`,
  },
} as const;

function workload(image: string, level: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, labels: {app.kubernetes.io/name: shop}}
spec:
  replicas: 1
  strategy: {type: Recreate}
  selector: {matchLabels: {app.kubernetes.io/name: shop}}
  template:
    metadata: {labels: {app.kubernetes.io/name: shop}}
    spec:
      enableServiceLinks: false
      serviceAccountName: shop
      securityContext: {fsGroup: 1000, fsGroupChangePolicy: OnRootMismatch, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      volumes:
      - {name: volume-uploads, persistentVolumeClaim: {claimName: shop-uploads}}
      - {name: tmp, emptyDir: {}}
      containers:
      - name: shop
        image: ${image}
        env: [{name: LEVEL, value: ${level}}]
        ports: [{containerPort: 8080, name: http, protocol: TCP}]
        startupProbe: {tcpSocket: {port: http}, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 12}
        readinessProbe: {tcpSocket: {port: http}, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3}
        livenessProbe: {tcpSocket: {port: http}, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3}
        resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 1Mi}}
        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
        volumeMounts:
        - {name: volume-uploads, mountPath: /srv/uploads}
        - {name: tmp, mountPath: /tmp}
`;
}
