/** All three parts of a Kubernetes version such as `1.34`, which Helm and the rules of custom resources want. */
export function fullVersion(kubernetes: string): string {
  return kubernetes.split('.').length === 2 ? `${kubernetes}.0` : kubernetes;
}
