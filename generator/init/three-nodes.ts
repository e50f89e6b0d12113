import type { Beginning } from './beginning.ts';
import { head } from './head.ts';

/** Three machines with storage of their own and secrets in Vault. */
export function threeNodes(beginning: Beginning): string {
  return `${head(beginning, 'A platform on three machines.')}
clusters:
  production:
    argocd: hub                    # this cluster runs Argo CD, which installs everything else
    kubernetes: "1.34"
    # flannel enforces network policies only with \`kubeNetworkPoliciesEnabled\` in Talos; say here that it does
    cni: { networkPolicies: true }
    nodes:
      controlPlanes: [control-1, control-2, control-3]
      workers:
        # disks that storage may take whole, by their own name: \`ls /dev/disk/by-id\`. Never the one with the system
        worker-1: { disks: [/dev/disk/by-id/replace-with-disk-of-worker-1] }
        worker-2: { disks: [/dev/disk/by-id/replace-with-disk-of-worker-2] }
        worker-3: { disks: [/dev/disk/by-id/replace-with-disk-of-worker-3] }

components:                        # a key is a component; \`{}\` means that its defaults are right
${common(beginning)}
# a workload of your own is one block; its secrets are named here, and their values are in Vault:
# apps:
#   hello:
#     image: ghcr.io/example/hello:1.0.0
#     port: 8080
#     host: hello.${beginning.domain}
#     secrets: { hello: { keys: [API_KEY] } }
`;
}

/** The components of clusters with three workers, as lines. */
export function common({ email }: Beginning): string {
  return `  argocd: {}
  gateway-api: {}
  cert-manager:
    email: ${JSON.stringify(email)}    # Let's Encrypt writes here before a certificate ends
  contour: {}                      # traffic from outside, on ports 80 and 443 of the workers
  mayastor: {}                     # storage on the disks above, two copies of everything
  vault:                           # where secrets are; the runbook says how it is opened the first time
    seal: { kind: shamir }         # by hand after each start; a key service does it alone, see docs
  vault-config-operator: {}        # brings secrets from Vault to where they are used
  metrics-server: {}
`;
}
