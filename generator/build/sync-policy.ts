import type { ObjectOf } from '../kubernetes/create.ts';

type SyncPolicy = NonNullable<ObjectOf<'argoproj.io/v1alpha1', 'Application'>['spec']['syncPolicy']>;

/** A sync option as Argo CD writes it, such as `Prune=false`. */
export type SyncOption = NonNullable<SyncPolicy['syncOptions']>[number];

/**
 * The sync policy of every Application; a manual one waits for a person to sync. A failed automated sync is not tried again for the same revision, hence the
 * endless retry, which takes up a newer revision on the way.
 */
export function syncPolicy(options: readonly SyncOption[], isManual = false): SyncPolicy {
  return {
    ...(isManual ? {} : { automated: { prune: true, selfHeal: true } }),
    syncOptions: ['ServerSideApply=true', ...options],
    retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  };
}
