import type { GateStep } from '../component.ts';
import type { ClusterFacts } from '../model.ts';

/** How the hub's Argo CD comes to know a cluster other than its own, and to reach it. */
export function registrationSteps({ name, hub, host }: ClusterFacts): readonly GateStep[] {
  if (host === hub) return [inside(name, hub)];
  return [account, credential(name), register(name, hub)];
}

function inside(name: string, hub: string): GateStep {
  return {
    text: `Nothing to do: the registrar on ${hub} registers the cluster as soon as it answers, and again whenever it is made anew. Then this shows it:`,
    commands: [`kubectl -n argocd get secret -l argocd.argoproj.io/secret-type=cluster`, ...look(name)],
  };
}

const account: GateStep = {
  text: 'On this cluster, make the account that Argo CD works with, and a token that does not expire.',
  commands: [
    'kubectl -n kube-system create serviceaccount argocd',
    'kubectl create clusterrolebinding argocd --clusterrole=cluster-admin --serviceaccount=kube-system:argocd',
    'kubectl -n kube-system create secret generic argocd --type=kubernetes.io/service-account-token --dry-run=client -o yaml |',
    '  kubectl annotate --local -f - kubernetes.io/service-account.name=argocd -o yaml | kubectl apply -f -',
  ],
};

function credential(name: string): GateStep {
  return {
    text: `Write down where it is and how to log in, outside of the repository: these are the files that the Secret \`cluster-${name}\` is made from. The address is one at which the hub reaches the API server itself: a proxy in front of it, such as Omni's, does not know the account.`,
    commands: [
      `printf %s https://<address>:6443 > server`,
      `kubectl -n kube-system get secret argocd -o go-template='{"bearerToken":"{{.data.token | base64decode}}","tlsClientConfig":{"insecure":false,"caData":"{{index .data "ca.crt"}}"}}' > config`,
    ],
  };
}

function register(name: string, hub: string): GateStep {
  return {
    text: `On ${hub}, make the Secret \`cluster-${name}\` as its runbook says below *By hand, before Vault exists*; then remove both files. Until it is there, the Applications of ${name} say that there is no cluster of this name, and nothing else waits for them. Argo CD tries again by itself.`,
    commands: look(name),
  };
}

function look(name: string): readonly string[] {
  return [`kubectl -n argocd get applications -o name | grep '/${name}\\.'`];
}
