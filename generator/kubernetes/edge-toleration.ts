/** What lets a pod onto the edge nodes, which the machine config taints so that only traffic from outside runs there. */
export const edgeToleration = {
  key: 'role',
  operator: 'Equal',
  value: 'ingress-endpoint',
  effect: 'NoSchedule',
} as const;
