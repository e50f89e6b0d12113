/** The namespace of the server and of what moves the data. */
export const NAMESPACE = 'velero';

/** The Secret with the credential of the store, and the one with the password of what is in it, whose name and key Velero gives. */
export const STORE_SECRET = 'velero-store';
export const REPOSITORY_SECRET = 'velero-repo-credentials';

/** The place in the store, which every schedule puts its copies into. */
export const LOCATION = 'default';

/** The storage class of the volumes from which data is read, and the class of the snapshots that they are made of. */
export const READING_CLASS = 'velero-mayastor';

/** The ConfigMap that tells those who move data which class that is. */
export const NODE_AGENT = 'node-agent';

/** Metadata of an object of the namespace. */
export function here(name: string): { name: string; namespace: string } {
  return { name, namespace: NAMESPACE };
}
