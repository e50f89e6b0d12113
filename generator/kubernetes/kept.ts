/**
 * The annotation of what takes other things along when it goes (a namespace, a CRD, a storage class, a volume): Argo CD must
 * never remove one by itself.
 */
export const kept = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } as const;
