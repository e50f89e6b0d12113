/** A Kustomize and a Helm, by exact version. */
export interface Tools {
  readonly kustomize: string;
  readonly helm: string;
}

const byRelease: { readonly [minor: string]: Tools } = {
  '3.0': { kustomize: '5.6.0', helm: '3.17.1' },
  '3.1': { kustomize: '5.7.0', helm: '3.18.4' },
  '3.2': { kustomize: '5.7.0', helm: '3.18.4' },
  '3.3': { kustomize: '5.8.1', helm: '3.19.4' },
  '3.4': { kustomize: '5.8.1', helm: '3.19.4' },
  '3.5': { kustomize: '5.8.1', helm: '4.2.1' },
};

/** The pair that Plinth checks the tree with, and the release of Argo CD that ships it. */
export const checkedWith: Tools & { readonly release: string } = { release: '3.5', kustomize: '5.8.1', helm: '4.2.1' };

/** The pair that a release of Argo CD ships, by its newest patch (upstream: hack/tool-versions.sh); undefined where it is not known. */
export function toolsOf(release: string): Tools | undefined {
  const minor = /^v(\d+\.\d+)\./.exec(release)?.[1] ?? '';
  return Object.hasOwn(byRelease, minor) ? byRelease[minor] : undefined;
}
