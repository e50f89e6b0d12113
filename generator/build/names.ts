/** The namespace of Argo CD on the hub, where every Application and AppProject lives. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The project that alone may create Applications and AppProjects. */
export const ROOTS = 'roots';

/** A name on the hub. Names of clusters, components and stages have no dots, so parts joined by dots cannot collide. */
export function hubName(...parts: readonly string[]): string {
  return parts.join('.');
}

/** Where Argo CD sends a cluster's objects: the hub to itself, the others by the name they are registered under. */
export function destinationName(cluster: { readonly name: string; readonly isHub: boolean }): string {
  return cluster.isHub ? 'in-cluster' : cluster.name;
}

/** The folder of a stage's overlay for a cluster, from the root of the repository. */
export function overlayPath(component: string, stage: string, cluster: string): string {
  return `kustomize/${component}/${stage}/overlays/${cluster}`;
}
