import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterText, Platform } from '../platform.ts';

/** A cluster inside another is inside one that has machines and makes it, and has none itself. */
export function hostProblems({ text, effective }: Platform): readonly Diagnostic[] {
  return Object.keys(text.clusters)
    .sort()
    .flatMap((name) => {
      const { host, argocd, nodes } = text.clusters[name] as ClusterText;
      if (host === undefined) return [];
      const around = text.clusters[host];
      if (around === undefined) return [unknown(name, host, Object.keys(text.clusters))];
      if (host === name) return [wrong(name, ['host'], 'it cannot run inside itself', 'name another cluster')];
      if (around.host !== undefined) return [nested(name, host, around.host)];
      return [
        ...(argocd === 'hub' ? [wrong(name, ['argocd'], 'the hub brings its own host', 'give the hub machines')] : []),
        ...(hasNodes(nodes)
          ? [wrong(name, ['nodes'], `its pods run on the machines of ${host}`, 'remove `nodes`')]
          : []),
        ...(effective.get(host)?.has('vcluster' as ComponentName) === true ? [] : [unmade(name, host)]),
      ];
    });
}

function hasNodes({ controlPlanes, workers, edges }: ClusterText['nodes']): boolean {
  return controlPlanes.length > 0 || Object.keys(workers).length > 0 || edges.length > 0;
}

function wrong(name: string, inside: Path, message: string, hint: string): Diagnostic {
  const path = ['clusters', name, ...inside];
  return { code: 'wrong-value', severity: 'error', clusters: [name], message, hint, path, at: 'value' };
}

function nested(name: string, host: string, outer: string): Diagnostic {
  return wrong(name, ['host'], `${host} has no machines of its own`, `write \`host: ${outer}\``);
}

function unknown(name: string, host: string, known: readonly string[]): Diagnostic {
  const near = didYouMean(
    host,
    known.filter((each) => each !== name),
  );
  return {
    code: 'unknown-cluster',
    severity: 'error',
    message: `there is no cluster \`${host}\``,
    hint: near === undefined ? 'name a cluster with machines' : `did you mean \`${near}\`?`,
    path: ['clusters', name, 'host'],
    at: 'value',
  };
}

function unmade(name: string, host: string): Diagnostic {
  return {
    code: 'missing-need',
    severity: 'error',
    clusters: [name],
    message: `${host} needs the component vcluster to make it, and it is not enabled there`,
    hint: `add \`vcluster: {}\` to the components of ${host}`,
    path: ['clusters', name, 'host'],
    at: 'value',
  };
}
