import { type Api, type Live, listAll, type Served } from './api.ts';

const served: Served = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  plural: 'applications',
  isNamespaced: true,
  hasStatus: true,
};

/** An Application as it is at one moment. */
export interface Seen {
  readonly name: string;
  readonly parent: string | undefined;
  readonly wave: number;
  readonly path: string;
  readonly isHere: boolean;
  readonly sync: string;
  readonly health: string;
  readonly phase: string;
  readonly startedAt: string;
  readonly revision: string;
  readonly message: string;
  readonly resources: readonly Resource[];
}

/** An object that an Application says is its own. */
export interface Resource {
  readonly group?: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly status?: string;
  readonly hook?: boolean;
}

interface Status {
  readonly sync?: { readonly status?: string; readonly revision?: string };
  readonly health?: { readonly status?: string };
  readonly operationState?: { readonly phase?: string; readonly startedAt?: string; readonly message?: string };
  readonly conditions?: readonly { readonly message: string }[];
  readonly resources?: readonly Resource[];
}

interface Spec {
  readonly source: { readonly path: string };
  readonly destination: { readonly name: string };
}

/** The Application that an object was synced by. */
export function applicationOf({ metadata }: Live): string | undefined {
  return metadata.annotations?.['argocd.argoproj.io/tracking-id']?.split(':')[0];
}

/** Every Application there is. */
export async function seeApplications(api: Api): Promise<readonly Seen[]> {
  return (await listAll(api, served)).map(seen);
}

function seen(object: Live): Seen {
  const { source, destination } = object.spec as unknown as Spec;
  const { sync, health, operationState, conditions, resources } = (object.status ?? {}) as Status;
  return {
    name: object.metadata.name,
    parent: applicationOf(object),
    wave: Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0),
    path: source.path,
    isHere: destination.name === 'in-cluster',
    sync: sync?.status ?? '-',
    health: health?.status ?? '-',
    phase: operationState?.phase ?? '-',
    startedAt: operationState?.startedAt ?? '',
    revision: sync?.revision ?? '',
    message: conditions?.map(({ message }) => message).join('; ') || (operationState?.message ?? ''),
    resources: resources ?? [],
  };
}

/** Whether Argo CD has nothing left to do for an Application. */
export function isDone({ sync, health, phase }: Seen): boolean {
  return sync === 'Synced' && health === 'Healthy' && phase !== 'Running';
}

export { served as applications };
