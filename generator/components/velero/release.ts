/** The chart, and the plugins that its Velero (1.18) goes with, by exact tag. Upstream: vmware-tanzu/helm-charts, velero-plugin-for-aws, -gcp. */
export const release = {
  chart: '12.1.0',
  plugins: {
    s3: { name: 'velero-plugin-for-aws', image: 'docker.io/velero/velero-plugin-for-aws:v1.14.2' },
    gcs: { name: 'velero-plugin-for-gcp', image: 'docker.io/velero/velero-plugin-for-gcp:v1.14.2' },
  },
} as const;
