import { groupOf, type KubernetesObject } from '../kubernetes/object.ts';
import { valueAt } from '../map.ts';
import { isKept, lossInside, removal } from './data.ts';
import { exposure } from './exposure.ts';
import { type FieldChange, fieldName } from './fields.ts';
import { immutableFields } from './immutable.ts';
import { widening } from './permission.ts';
import { type Effect, rank } from './risk.ts';

type Effects = readonly [Effect, ...Effect[]];

/** What a new object does. */
export function ofAdded(after: KubernetesObject, fields: readonly FieldChange[]): Effects {
  return sorted([
    noted('permission-widened', widening(undefined, after, fields)),
    noted('exposure-changed', exposure(undefined, after, fields)),
  ]);
}

/** What it does that an object leaves git: on its own, or with its Application. */
export function ofRemoved(before: KubernetesObject, how: 'Prune' | 'Delete', cascades: boolean): Effects {
  if (!cascades) return [{ risk: 'harmless', note: 'its Application has no finalizer: the object stays, orphaned' }];
  if (isKept(before, how)) return [{ risk: 'harmless', note: `${how}=false: the object stays, orphaned` }];
  return sorted([removal(before), noted('exposure-changed', exposure(before, undefined, []))]);
}

/** What it does that an object goes to another Application on the same cluster. */
export function ofMoved(before: KubernetesObject): Effects {
  if (isKept(before, 'Prune') && isKept(before, 'Delete'))
    return [{ risk: 'harmless', note: 'Prune=false: the old Application leaves it alone' }];
  const lost = removal(before);
  const note = 'the old Application deletes it, unless the new one has taken it over before';
  return sorted([{ risk: 'application-renamed', note }, lost.risk === 'prunes-data' ? lost : undefined]);
}

/** What it does that fields of an object differ. */
export function ofChanged(before: KubernetesObject, after: KubernetesObject, fields: readonly FieldChange[]): Effects {
  return sorted([
    ofImmutable(before, after, fields),
    lossInside(after, fields),
    noted('permission-widened', widening(before, after, fields)),
    noted('exposure-changed', exposure(before, after, fields)),
    restart(after, fields),
    order(after, fields),
    ...ofApplication(after, fields),
  ]);
}

function ofImmutable(before: KubernetesObject, after: KubernetesObject, fields: readonly FieldChange[]) {
  const fixed = immutableFields(before, after, fields);
  if (fixed.length === 0) return undefined;
  const which = [...new Set(fixed.map(({ path }) => fieldName(path)))].join(', ');
  const { annotations = {} } = after.metadata;
  const options = annotations['argocd.argoproj.io/sync-options'] ?? '';
  const isHook = annotations['argocd.argoproj.io/hook'] !== undefined;
  if (/Force=true/.test(options) || isHook)
    return {
      risk: 'recreates',
      note: `${which} cannot change, so Argo CD deletes the object and makes it again`,
    } as const;
  return {
    risk: 'immutable-field',
    note: `${which} cannot change: the sync fails until the object is deleted by hand`,
  } as const;
}

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet'];
/** Custom resources whose operator replaces the pods when their spec changes. */
const operated = new Set([
  'clickhouse.altinity.com/ClickHouseInstallation',
  'clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation',
  'opentelemetry.io/OpenTelemetryCollector',
  'kubevirt.io/KubeVirt',
  'cdi.kubevirt.io/CDI',
  'px.dev/Vizier',
  'ceph.rook.io/CephCluster',
  'ceph.rook.io/CephFilesystem',
  'ceph.rook.io/CephObjectStore',
  'pkg.crossplane.io/Provider',
  'pkg.crossplane.io/DeploymentRuntimeConfig',
  'postgresql.cnpg.io/Cluster',
]);

function restart(after: KubernetesObject, fields: readonly FieldChange[]): Effect | undefined {
  const group = groupOf(after.apiVersion);
  const starts = (...way: readonly string[]) =>
    fields.some(({ path }) => way.every((part, index) => path[index] === part));
  if (group === 'apps' && controllers.includes(after.kind) && starts('spec', 'template')) return ofTemplate(after);
  if (operated.has(`${group}/${after.kind}`) && starts('spec'))
    return { risk: 'restarts-pods', note: 'its operator replaces the pods' };
  if (group === 'kubevirt.io' && after.kind === 'VirtualMachine' && starts('spec', 'template'))
    return { risk: 'restarts-pods', note: 'the machine has it after its next restart, which is yours to start' };
  if (group === '' && ['ConfigMap', 'Secret'].includes(after.kind) && fields.some(({ path }) => isContent(path)))
    return { risk: 'harmless', note: 'pods that read it do not restart by themselves' };
  return undefined;
}

function isContent([first = '']: readonly string[]): boolean {
  return ['data', 'binaryData', 'stringData'].includes(first);
}

function ofTemplate(after: KubernetesObject): Effect {
  if (valueAt(after, 'spec', 'updateStrategy', 'type') !== 'OnDelete') return { risk: 'restarts-pods' };
  return { risk: 'restarts-pods', note: 'OnDelete: each pod has it once someone deletes the pod' };
}

function order(after: KubernetesObject, fields: readonly FieldChange[]): Effect | undefined {
  const wave = fields.find(({ path }) => path.at(-1) === 'argocd.argoproj.io/sync-wave');
  if (wave === undefined) return undefined;
  const note = `wave ${String(wave.before ?? 0)} → ${String(wave.after ?? 0)}`;
  return { risk: 'order-changed', note: after.kind === 'Application' ? note : `${note} inside its Application` };
}

/** Another place for what an Application brings leaves the old objects where they are, or deletes them. */
function ofApplication(after: KubernetesObject, fields: readonly FieldChange[]): readonly (Effect | undefined)[] {
  if (after.kind !== 'Application') return [];
  const at = (name: string) => fields.some(({ path }) => path.join('.').startsWith(name));
  return [
    at('spec.destination')
      ? { risk: 'recreates', note: 'its objects are made at the new destination; those at the old one stay' }
      : undefined,
    at('spec.source.kustomize')
      ? { risk: 'objects-unknown', note: 'charts are told another Kubernetes version or other kinds' }
      : undefined,
    at('metadata.finalizers')
      ? { risk: 'removes', note: 'removing the Application later removes, or leaves, its objects' }
      : undefined,
  ];
}

function noted(risk: Effect['risk'], note: string | undefined): Effect | undefined {
  return note === undefined ? undefined : { risk, note };
}

/** The worst first; `harmless` only where there is nothing else. */
export function sorted(found: readonly (Effect | undefined)[]): Effects {
  const all = found.filter((each) => each !== undefined);
  const [first, ...rest] = [...all].sort((a, b) => rank(b.risk) - rank(a.risk));
  return first === undefined ? [{ risk: 'harmless' }] : [first, ...rest];
}
