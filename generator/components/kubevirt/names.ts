/** Where KubeVirt runs; its own roles name this namespace, so that it can be no other. */
export const NAMESPACE = 'kubevirt';

/** What cloud-init reads, among the volumes of a machine. */
export const CLOUD_INIT = 'cloud-init';
