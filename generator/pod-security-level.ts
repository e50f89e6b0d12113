import type { PodSecurity } from './component.ts';
import type { ObjectMetadata } from './kubernetes/object.ts';

/** The label of a namespace that says at which level its pods are let in. */
export const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** The Pod Security levels, the strictest first. */
export const levels: readonly PodSecurity[] = ['restricted', 'baseline', 'privileged'];

/** The level of a namespace. Talos enforces `baseline` where it says nothing. */
export function levelOf(namespace: Pick<ObjectMetadata, 'labels'> | undefined): PodSecurity {
  return (namespace?.labels?.[ENFORCE] ?? 'baseline') as PodSecurity;
}
