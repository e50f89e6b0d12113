const COMPONENTS = `
  argocd: { sso: { kind: github, clientId: Iv1.5f1c8a2f0b7de934 } }
  gateway-api: {}
  cert-manager: { email: sre@example.org }
  contour: {}
  mayastor: { etcdReplicas: 1 }
  vault: { seal: { kind: shamir }, auditStorage: { size: 10Gi }, csi: true }
  vault-config-operator: {}
  secrets-store-csi: {}
  kube-system: { readers: [reader] }
  metrics-server: {}
  kuma: { nativeSidecars: false }
  merbridge: {}
  clickhouse: {}
  opentelemetry: {}
  grafana: { sso: { kind: github, clientId: Iv1.0d6a3c1b5e9f2741 } }
  pixie: {}
  crossplane: { providers: [kubernetes] }
  vcluster: { storageClass: local-hostpath }
  kubevirt: {}
  cdi: {}
  velero: { store: { kind: s3, bucket: backups, endpoint: https://storage.googleapis.com }, schedules: { volumes: { namespaces: [grafana] } } }
  netdata: {}
  kubevious: {}
  sealed-secrets: {}
  external-secrets: {}
`;

/** A platform of so many clusters with 25 components each, the first of them the hub, and one app on all of them. */
export function fleetPlatform(clusters) {
  const names = Array.from({ length: clusters }, (_, index) => `c-${String(index + 1).padStart(2, '0')}`);
  const disk = (name, worker) => `worker-${name}-${worker}: { disks: [/dev/disk/by-id/ata-${name}-${worker}] }`;
  const cluster = (name, index) => `  ${name}:
    argocd: ${index === 0 ? 'hub' : `{ hub: ${names[0]} }`}
    kubernetes: "1.34.2"
    cni: { networkPolicies: true }
    nodes:
      controlPlanes: [${[1, 2, 3].map((each) => `control-${name}-${each}`).join(', ')}]
      workers: { ${[1, 2, 3].map((each) => disk(name, each)).join(', ')} }
`;
  return `version: 1
name: fleet
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
${names.map(cluster).join('')}components:${COMPONENTS}apps:
  shop:
    image: ghcr.io/example/shop:1.0.0
    port: 8080
    clusters:
${names.map((name) => `      ${name}: { host: shop.${name}.example.org }\n`).join('')}access:
  organization: example
  teams: { sre: { argocd: admin } }
  members:
    jdoe: { email: jdoe@example.org, teams: [sre], clusters: { ${names[0]}: operator } }
`;
}
