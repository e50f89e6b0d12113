import { kindSchema, nearestMinor } from '../kubernetes/kind-schema.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { customSchema } from '../kubernetes/published-kind.ts';
import { itemSchema, propertySchema, type StructuralSchema } from '../kubernetes/structural-schema.ts';
import { own } from '../map.ts';
import type { FieldChange } from './fields.ts';

/** Fields that an API server never lets an update change, by `group/Kind`; with `except`, all but those below it. */
interface Fixed {
  readonly fields: readonly string[];
  readonly except?: readonly string[];
}

// Sources: the ValidateUpdate functions of kubernetes/kubernetes, pkg/apis/*/validation and of apiextensions-apiserver; the webhooks of CDI and of vault-config-operator.
const table: { readonly [kind: string]: Fixed } = {
  'apps/Deployment': { fields: ['spec.selector'] },
  'apps/DaemonSet': { fields: ['spec.selector'] },
  'apps/ReplicaSet': { fields: ['spec.selector'] },
  'apps/StatefulSet': {
    fields: ['spec'],
    except: [
      ...['spec.replicas', 'spec.ordinals', 'spec.template', 'spec.updateStrategy', 'spec.revisionHistoryLimit'],
      ...['spec.persistentVolumeClaimRetentionPolicy', 'spec.minReadySeconds'],
    ],
  },
  'batch/Job': {
    fields: [
      ...['spec.selector', 'spec.template', 'spec.completions', 'spec.completionMode', 'spec.podFailurePolicy'],
      ...['spec.backoffLimitPerIndex', 'spec.successPolicy', 'spec.managedBy'],
    ],
  },
  '/PersistentVolumeClaim': {
    fields: ['spec'],
    except: ['spec.resources.requests', 'spec.volumeAttributesClassName'],
  },
  '/PersistentVolume': {
    fields: ['spec'],
    except: [
      ...['spec.capacity', 'spec.accessModes', 'spec.claimRef', 'spec.persistentVolumeReclaimPolicy'],
      ...['spec.mountOptions', 'spec.storageClassName', 'spec.volumeAttributesClassName'],
    ],
  },
  '/Service': { fields: ['spec.clusterIP', 'spec.clusterIPs'] },
  '/Secret': { fields: ['type'] },
  '/Pod': {
    fields: ['spec'],
    except: ['spec.containers', 'spec.initContainers', 'spec.activeDeadlineSeconds', 'spec.tolerations'],
  },
  'storage.k8s.io/StorageClass': { fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'] },
  'storage.k8s.io/CSIDriver': { fields: ['spec.attachRequired', 'spec.volumeLifecycleModes'] },
  'rbac.authorization.k8s.io/RoleBinding': { fields: ['roleRef'] },
  'rbac.authorization.k8s.io/ClusterRoleBinding': { fields: ['roleRef'] },
  'networking.k8s.io/IngressClass': { fields: ['spec.controller'] },
  'scheduling.k8s.io/PriorityClass': { fields: ['value', 'preemptionPolicy'] },
  'node.k8s.io/RuntimeClass': { fields: ['handler'] },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    fields: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
  },
  'cdi.kubevirt.io/DataVolume': { fields: ['spec'] },
  'redhatcop.redhat.io/RandomSecret': { fields: ['spec.path', 'spec.secretKey'] },
  'redhatcop.redhat.io/SecretEngineMount': { fields: ['spec'], except: ['spec.config'] },
  'redhatcop.redhat.io/AuthEngineMount': { fields: ['spec'], except: ['spec.config'] },
  'redhatcop.redhat.io/KubernetesAuthEngineRole': { fields: ['spec.path'] },
  'redhatcop.redhat.io/KubernetesAuthEngineConfig': { fields: ['spec.path'] },
};

/** The fields among those that differ which the API server refuses to change. */
export function immutableFields(
  before: KubernetesObject,
  after: KubernetesObject,
  changes: readonly FieldChange[],
): readonly FieldChange[] {
  const id = `${groupOf(before.apiVersion)}/${before.kind}`;
  const fixed = own(before, 'immutable') === true ? sealed : table[id];
  const schema = changes.length === 0 ? undefined : schemaOf(after);
  return changes.filter(
    (change) =>
      (fixed !== undefined && isFixed(change, fixed)) || isSmallerVolume(id, change) || isFixedByRule(schema, change),
  );
}

/** A ConfigMap or Secret that says so of itself. */
const sealed: Fixed = { fields: ['data', 'binaryData', 'stringData', 'immutable', 'type'] };

function isFixed({ path }: FieldChange, { fields, except = [] }: Fixed): boolean {
  const name = path.join('.');
  const under = (field: string) => name === field || name.startsWith(`${field}.`);
  return fields.some(under) && !except.some(under);
}

function isSmallerVolume(id: string, { path, before, after }: FieldChange): boolean {
  if (id !== '/PersistentVolumeClaim' || path.join('.') !== 'spec.resources.requests.storage') return false;
  return after === undefined || amount(after) < amount(before);
}

const factors: { readonly [unit: string]: number } = {
  ...{ '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 },
};

function amount(quantity: unknown): number {
  const [, number = '0', unit = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(String(quantity)) ?? [];
  return Number(number) * (factors[unit] ?? 1);
}

/** Upstream's own rule on the field or on one around it: `self == oldSelf`. */
function isFixedByRule(schema: StructuralSchema | undefined, { path, before }: FieldChange): boolean {
  let at = schema;
  for (const part of path) {
    at = at === undefined ? undefined : below(at, part);
    // a rule over the transition is not asked of a field that was not there
    if (at?.['x-kubernetes-validations']?.some(forbidsChange) && before !== undefined) return true;
  }
  return false;
}

function forbidsChange({ rule }: { readonly rule: string }): boolean {
  return /^\(?\s*(?:self\s*==\s*oldSelf|oldSelf\s*==\s*self)\s*\)?$/.test(rule);
}

function below(schema: StructuralSchema, part: string): StructuralSchema | undefined {
  return part.startsWith('[') ? itemSchema(schema) : propertySchema(schema, part);
}

function schemaOf({ apiVersion, kind }: KubernetesObject): StructuralSchema | undefined {
  const custom = customSchema(apiVersion, kind)?.schema;
  if (custom !== undefined) return custom;
  const found = kindSchema(nearestMinor('1').minor, apiVersion, kind);
  return 'schema' in found && found.by === 'contract' ? found.schema : undefined;
}
