import type { App, AppResources } from '../generated/options.ts';
import type { ObjectOf } from '../kubernetes/create.ts';

export type PodTemplate = ObjectOf<'apps/v1', 'Deployment'>['spec']['template'];
export type PodSpec = PodTemplate['spec'];
export type Container = PodSpec['containers'][number];
export type Env = NonNullable<Container['env']>[number];
export type Mount = NonNullable<Container['volumeMounts']>[number];
export type Volume = NonNullable<PodSpec['volumes']>[number];

/** What a container is kept and may take: no limit of CPU, which would only slow it down while the node is idle. */
export function resourcesOf({ cpu, memory }: AppResources): Container['resources'] {
  return { requests: { cpu, memory }, limits: { memory } };
}

/** Who the pod runs as, at the Pod Security level of its app. */
export function podSecurity(
  security: App['security'],
  user: number | undefined,
  hasVolumes: boolean,
): PodSpec['securityContext'] {
  return {
    ...(security === 'restricted' ? { runAsNonRoot: true } : {}),
    ...(user === undefined ? {} : { runAsUser: user, runAsGroup: user }),
    // else a fresh volume belongs to root, and nobody else may write to it
    ...(hasVolumes ? { fsGroup: user ?? 1000, fsGroupChangePolicy: 'OnRootMismatch' } : {}),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** What a container may not do, at the Pod Security level of its app. */
export function confinement(security: App['security'], writable: boolean): Pick<Container, 'securityContext'> {
  if (security === 'privileged') return {};
  return {
    securityContext: {
      ...(writable ? {} : { readOnlyRootFilesystem: true }),
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
  };
}

/** An environment variable with a value of a Secret. */
export function fromSecret(name: string, secret: string, key: string): Env {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** A list, or nothing at all where it is empty: an API server takes an empty list for one that is not there. */
export function listOf<K extends string, T>(field: K, list: readonly T[]): { readonly [F in K]?: readonly T[] } {
  return list.length === 0 ? {} : ({ [field]: list } as { readonly [F in K]?: readonly T[] });
}
