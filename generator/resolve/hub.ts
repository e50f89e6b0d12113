import type { Diagnostic } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { PlatformText } from '../platform.ts';

/** Exactly one cluster runs Argo CD, and every other one names it. */
export function hubProblems(text: PlatformText): readonly Diagnostic[] {
  const names = Object.keys(text.clusters).sort();
  const hubs = names.filter((name) => text.clusters[name]?.argocd === 'hub');
  const first = hubs[0];
  if (first === undefined) return [noHub];
  const others = hubs.slice(1).map((name) => secondHub(name, first));
  return [
    ...others,
    ...names.filter((name) => name === RESERVED && name !== first).map(reserved),
    ...names.flatMap((name) => strayed(name, first, text)),
  ];
}

/** Argo CD's own name for the cluster that it runs on. */
const RESERVED = 'in-cluster';

function reserved(name: string): Diagnostic {
  const message = `\`${name}\` is Argo CD's own name for the hub: what is meant for this cluster would go there`;
  return {
    code: 'wrong-value',
    severity: 'error',
    message,
    hint: 'give the cluster another name',
    path: ['clusters', name],
  };
}

const noHub: Diagnostic = {
  code: 'hub-missing',
  severity: 'error',
  message: 'no cluster runs Argo CD',
  hint: 'write `argocd: hub` at the cluster that runs it',
  path: ['clusters'],
};

function secondHub(name: string, first: string): Diagnostic {
  return {
    code: 'hub-missing',
    severity: 'error',
    message: `${name} is a second hub beside ${first}`,
    hint: `one Argo CD manages all clusters: write \`argocd: { hub: ${first} }\` here`,
    path: ['clusters', name, 'argocd'],
    related: [{ message: 'the first hub', path: ['clusters', first, 'argocd'] }],
  };
}

function strayed(name: string, hub: string, text: PlatformText): readonly Diagnostic[] {
  const argocd = text.clusters[name]?.argocd;
  if (argocd === undefined || argocd === 'hub' || argocd.hub === hub) return [];
  const known = Object.hasOwn(text.clusters, argocd.hub);
  const near = didYouMean(argocd.hub, Object.keys(text.clusters));
  return [
    {
      code: known ? 'hub-missing' : 'unknown-cluster',
      severity: 'error',
      message: known ? `${argocd.hub} does not run Argo CD` : `there is no cluster \`${argocd.hub}\``,
      hint: !known && near !== undefined && near !== hub ? `did you mean \`${near}\`?` : `the hub is \`${hub}\``,
      path: ['clusters', name, 'argocd', 'hub'],
      at: 'value',
    },
  ];
}
