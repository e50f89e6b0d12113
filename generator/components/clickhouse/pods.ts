/** Who a pod of ClickHouse runs as: the user of its image, who owns its volumes. */
export const podIdentity = {
  runAsNonRoot: true,
  runAsUser: 101,
  runAsGroup: 101,
  fsGroup: 101,
  // otherwise every file of a full volume is looked at whenever a server starts
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/** What a restricted namespace asks of a container. */
export const restricted = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } as const;

/** A volume that outlives its server; of the cluster's default class where none is named. */
export function volumeClaim(name: string, size: string, storageClass: string | undefined) {
  return {
    name,
    reclaimPolicy: 'Retain',
    spec: {
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: size } },
    },
  } as const;
}
