import { overlayPath } from '../build/names.ts';
import type { GateStep } from '../component.ts';
import type { ClusterFacts } from '../model.ts';
import type { Objects } from '../objects.ts';
import { bringsArgocd, hasGround } from './bootstrap-folder.ts';
import { registrationSteps } from './registration-steps.ts';

/** Server-side and as Argo CD itself would: it then owns each field, and one that leaves git leaves the cluster. */
export const APPLY = 'kubectl apply --server-side --force-conflicts --field-manager=argocd-controller -f -';

/** What a person does once the cluster answers, until Argo CD does the rest; every command may be repeated at any time. */
export function bootstrapSteps(facts: ClusterFacts, objects: Objects): readonly GateStep[] {
  const secrets = facts.secrets.filter(({ origin }) => origin === 'bootstrap');
  const byHand = secrets.length > 0 ? [secretsStep(secrets.map(({ namespace, name }) => `${namespace}/${name}`))] : [];
  if (!facts.isHub)
    return [...(byHand.length > 0 ? [...namespaces(facts, objects), ...byHand] : []), ...registrationSteps(facts)];
  const ground = hasGround(facts.name, objects) ? [groundStep(facts.name, bringsArgocd(facts.name, objects))] : [];
  return [...ground, ...byHand, ...argocd(facts, objects), lookStep];
}

function groundStep(hub: string, withKinds: boolean): GateStep {
  const kinds = ['applications', 'applicationsets', 'appprojects'].map((name) => `crd/${name}.argoproj.io`);
  return {
    text: withKinds
      ? "Make the namespaces, for the Secrets below, and Argo CD's CRDs, without which nothing can be said to it."
      : 'Make the namespaces, for the Secrets below.',
    commands: [
      `kubectl kustomize clusters/${hub}/bootstrap/ground | ${APPLY}`,
      ...(withKinds ? [`kubectl wait --for=condition=Established --timeout=1m ${kinds.join(' ')}`] : []),
    ],
  };
}

function secretsStep(names: readonly string[]): GateStep {
  return {
    text: 'Put in the Secrets that nothing else can bring, as below *By hand, before Vault exists*. Whatever uses one waits until it is there. This shows whether they are:',
    commands: names.map((name) => {
      const [namespace = '', secret = ''] = name.split('/');
      return `kubectl -n ${namespace} get secret ${secret}`;
    }),
  };
}

function argocd({ name, kubernetes }: ClusterFacts, objects: Objects): readonly GateStep[] {
  const folder = `clusters/${name}/bootstrap`;
  if (!bringsArgocd(name, objects))
    return [
      {
        text: 'Once an Argo CD runs in the namespace `argocd`, give it the root, from which it learns everything else.',
        commands: [`kubectl kustomize ${folder} | ${APPLY}`],
      },
    ];
  return [
    {
      text: 'Install Argo CD and give it the root, from which it learns everything else, itself included: it finds what was applied here as git has it, and goes on from there. `kubectl` inflates the chart with a Helm 3 in the path; Helm 4 needs Kustomize 5.8 (`kustomize build` with the same flags instead of `kubectl kustomize`).',
      commands: [`kubectl kustomize --enable-helm --helm-kube-version=${kubernetes} ${folder} | ${APPLY}`],
    },
  ];
}

const lookStep: GateStep = {
  text: 'See it work: waves come one after the other, as below *Order*, up to a gate where there is one. Until it can be signed in to, `argocd admin dashboard -n argocd` shows it on your own machine.',
  commands: [
    'kubectl -n argocd get pods',
    "kubectl -n argocd get applications -o custom-columns='NAME:.metadata.name,WAVE:.metadata.annotations.argocd\\.argoproj\\.io/sync-wave,SYNC:.status.sync.status,HEALTH:.status.health.status'",
  ],
};

function namespaces({ name }: ClusterFacts, { stages }: Objects): readonly GateStep[] {
  const stage = stages.find(({ component, clusters }) => component === 'namespaces' && clusters.has(name));
  if (stage === undefined) return [];
  return [
    {
      text: 'Make the namespaces, for the Secrets below.',
      commands: [`kubectl kustomize ${overlayPath(stage.component, stage.name, name)} | ${APPLY}`],
    },
  ];
}
