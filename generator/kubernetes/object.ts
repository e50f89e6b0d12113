/** What every object of a cluster says about itself; a cluster-scoped one has no namespace. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly finalizers?: readonly string[];
}

/** Any object of a cluster, whatever its kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
}

/** The group of an API version as Kubernetes writes it: `apps` of `apps/v1`, the empty string of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** What makes an object the same in two places: `group/kind namespace/name`, whatever its version; the core group is `core`. */
export function objectId(object: KubernetesObject): string {
  return `${groupOf(object.apiVersion) || 'core'}/${object.kind} ${place(object)}`;
}

/** How messages call an object: `Certificate argocd/argocd-tls`. */
export function describe(object: KubernetesObject): string {
  return `${object.kind} ${place(object)}`;
}

function place({ metadata: { name, namespace } }: KubernetesObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
