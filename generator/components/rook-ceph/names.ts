/** The namespace of Rook and of the one Ceph cluster; provisioners and the keys of volumes carry it in their names. */
export const NAMESPACE = 'rook-ceph';

/** Ceph's own names: of the pool of block volumes, of the shared file system and its pool of content, and of the store of buckets. */
export const ceph = {
  blockPool: 'block',
  filesystem: 'shared',
  filesystemPool: 'content',
  objectStore: 'objects',
} as const;

/** The CSI drivers; Rook expects its own namespace before the dot. */
export const drivers = {
  rbd: `${NAMESPACE}.rbd.csi.ceph.com`,
  cephfs: `${NAMESPACE}.cephfs.csi.ceph.com`,
} as const;

/** Name and namespace of an object of this component. */
export function inRook<const N extends string>(name: N): { readonly name: N; readonly namespace: typeof NAMESPACE } {
  return { name, namespace: NAMESPACE };
}
