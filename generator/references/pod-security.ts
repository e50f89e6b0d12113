import type { PodSecurity } from '../component.ts';
import { isMap, type PlainMap, valueAt } from '../map.ts';
import type { Pods } from './pods.ts';

/** Capabilities that `baseline` lets a container add. Upstream: the Pod Security Standards of Kubernetes 1.34. */
const addable = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const volumeKinds = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'name',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** What of pods a Pod Security level refuses, a few words each; nothing at `privileged`. */
export function refusedAt(level: PodSecurity, { spec, containers }: Pods): readonly string[] {
  if (level === 'privileged') return [];
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((each) => spec[each] === true).map((each) => `\`${each}\``);
  const paths = volumesOf(spec).some((each) => each['hostPath'] !== undefined)
    ? ['a folder of the node (`hostPath`)']
    : [];
  const seccomp =
    valueAt(spec, 'securityContext', 'seccompProfile', 'type') === 'Unconfined' ? ['no seccomp profile'] : [];
  const baseline = [...host, ...paths, ...seccomp, ...containers.flatMap(beyondBaseline)];
  return [...new Set(level === 'baseline' ? baseline : [...baseline, ...beyondRestricted(spec, containers)])];
}

function beyondBaseline(container: PlainMap & { readonly ports?: readonly object[] }): readonly string[] {
  const context = valueAt(container, 'securityContext');
  const added = listOf(valueAt(context, 'capabilities', 'add')).filter((each) => !addable.has(each));
  const hasHostPort = (container.ports ?? []).some((each) => Number((each as PlainMap)['hostPort'] ?? 0) > 0);
  return [
    ...(valueAt(context, 'privileged') === true ? ['`privileged`'] : []),
    ...added.map((each) => `the capability \`${each}\``),
    ...(hasHostPort ? ['a port of the node (`hostPort`)'] : []),
    ...(valueAt(context, 'seccompProfile', 'type') === 'Unconfined' ? ['no seccomp profile'] : []),
    ...((valueAt(context, 'procMount') ?? 'Default') === 'Default' ? [] : ['another `procMount`']),
  ];
}

function beyondRestricted(spec: PlainMap, containers: readonly PlainMap[]): readonly string[] {
  const pod = valueAt(spec, 'securityContext');
  const other = volumesOf(spec).flatMap((each) => Object.keys(each).filter((kind) => !volumeKinds.has(kind)));
  return [
    ...other.map((kind) => `a volume of the kind \`${kind}\``),
    ...(valueAt(pod, 'runAsUser') === 0 ? ['the user root'] : []),
    ...containers.flatMap((container) => beyondRestrictedContainer(valueAt(container, 'securityContext'), pod)),
  ];
}

function beyondRestrictedContainer(context: unknown, pod: unknown): readonly string[] {
  const own = (field: string) => valueAt(context, field) ?? valueAt(pod, field);
  const seccomp = valueAt(context, 'seccompProfile', 'type') ?? valueAt(pod, 'seccompProfile', 'type');
  const added = listOf(valueAt(context, 'capabilities', 'add')).filter((each) => each !== 'NET_BIND_SERVICE');
  return [
    ...(valueAt(context, 'allowPrivilegeEscalation') === false ? [] : ['`allowPrivilegeEscalation`']),
    ...(own('runAsNonRoot') === true ? [] : ['no `runAsNonRoot`']),
    ...(valueAt(context, 'runAsUser') === 0 ? ['the user root'] : []),
    ...(seccomp === 'RuntimeDefault' || seccomp === 'Localhost' ? [] : ['no seccomp profile']),
    ...(listOf(valueAt(context, 'capabilities', 'drop')).includes('ALL') ? [] : ['capabilities that are not dropped']),
    ...added.map((each) => `the capability \`${each}\``),
  ];
}

function volumesOf(spec: PlainMap): readonly PlainMap[] {
  return (Array.isArray(spec['volumes']) ? spec['volumes'] : []).filter(isMap);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
