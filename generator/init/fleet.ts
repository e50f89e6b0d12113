import type { Beginning } from './beginning.ts';
import { head } from './head.ts';
import { common } from './three-nodes.ts';

/** A cluster that runs Argo CD for others. */
export function fleet(beginning: Beginning): string {
  return `${head(beginning, 'A hub, and clusters that its Argo CD looks after.')}
clusters:
  hub:
    argocd: hub                    # runs Argo CD, for itself and for the others
    kubernetes: "1.34"
${machines('hub')}
  # another cluster is another block; what it needs otherwise is merged over \`components\` below
  staging:
    argocd: { hub: hub }
    kubernetes: "1.34"
${machines('staging')}
    components:
      cert-manager: { replicas: 1, webhookReplicas: 1 }
  production:
    argocd: { hub: hub }
    kubernetes: "1.34"
${machines('production')}

components:                        # a key is a component on every cluster; \`{}\` means that its defaults are right
${common(beginning)}
# one app on two clusters is one block:
# apps:
#   hello:
#     image: ghcr.io/example/hello:1.0.0
#     port: 8080
#     clusters:
#       production: { host: hello.${beginning.domain} }
#       staging: { host: hello.staging.${beginning.domain}, replicas: 1 }
`;
}

/** Flannel enforces network policies only when Talos is told to, which \`networkPolicies\` says that it is. */
function machines(cluster: string): string {
  const disk = (worker: number) =>
    `        ${cluster}-worker-${worker}: { disks: [/dev/disk/by-id/replace-with-disk-of-${cluster}-worker-${worker}] }`;
  return `    cni: { networkPolicies: true }
    nodes:
      controlPlanes: [${[1, 2, 3].map((each) => `${cluster}-control-${each}`).join(', ')}]
      workers:
${[1, 2, 3].map(disk).join('\n')}`;
}
