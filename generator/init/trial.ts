import type { Beginning } from './beginning.ts';
import { head } from './head.ts';

/** One machine, to see how it works. */
export function trial(beginning: Beginning): string {
  return `${head(beginning, 'A platform on one machine.')}
clusters:
  trial:
    argocd: hub                    # this cluster runs Argo CD, which installs everything else
    kubernetes: "1.34"
    nodes:
      workers: { node-1: {} }      # the name of the machine, as \`kubectl get nodes\` says it

components:                        # a key is a component; \`{}\` means that its defaults are right
  argocd: {}
  gateway-api: {}
  cert-manager:
    email: ${JSON.stringify(beginning.email)}    # Let's Encrypt writes here before a certificate ends
    replicas: 1
    webhookReplicas: 1
  contour: { replicas: 1 }         # traffic from outside, on ports 80 and 443 of the machine
  metrics-server: { replicas: 1 }

# a workload of your own is one block:
# apps:
#   hello: { image: ghcr.io/example/hello:1.0.0, port: 8080, host: hello.${beginning.domain} }
`;
}
