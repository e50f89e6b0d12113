import { contracts } from '../../generated/schemas.js';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { valueAt } from '../../map.ts';

/** Kinds of Kubernetes itself that people write and that belong to no namespace. */
const wide =
  /^(?:Namespace|Node|PersistentVolume|ClusterRole(?:Binding)?|StorageClass|IngressClass|PriorityClass|RuntimeClass|CSIDriver|CustomResourceDefinition|APIService|(?:Validating|Mutating)(?:WebhookConfiguration|AdmissionPolicy(?:Binding)?)|VolumeSnapshotClass|GatewayClass|ClusterIssuer|Cluster[A-Z]\w+)$/;

/** Whether an object lives in a namespace, by the contracts of Plinth; by the name of its kind where there is none. */
export function isNamespaced({ apiVersion, kind }: KubernetesObject): boolean {
  const contract = contracts[`${apiVersion}/${kind}`];
  if (contract === undefined) return !wide.test(kind);
  return valueAt(JSON.parse(contract), 'properties', 'metadata', 'properties', 'namespace') !== undefined;
}
