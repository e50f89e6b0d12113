/** A map of a chart's values that takes keys which its defaults do not show. */
export interface ValuePath {
  /** Keys joined by dots; all below it is meant too. */
  readonly path: string;
  readonly reason: string;
}

/** The free maps of each chart that nothing else shows to be free; maps that are empty by default and values of subcharts need no entry. */
export const freeValues: { readonly [chart: string]: readonly ValuePath[] } = {
  'argo-cd': [
    {
      path: 'configs.cm',
      reason: 'the entries of argocd-cm, which Argo CD defines and the chart passes on',
    },
    {
      path: 'configs.params',
      reason: 'the entries of argocd-cmd-params-cm, which Argo CD defines and the chart passes on',
    },
    { path: 'configs.rbac', reason: 'further policy.<name>.csv entries are joined by Argo CD' },
  ],
  'sealed-secrets': [
    {
      path: 'containerSecurityContext',
      reason: "a container's securityContext, which the chart passes on",
    },
  ],
  crossplane: [
    { path: 'securityContextCrossplane', reason: 'the security context of containers, passed on as it is' },
    { path: 'securityContextRBACManager', reason: 'the security context of containers, passed on as it is' },
  ],
  kuma: [{ path: 'controlPlane.containerSecurityContext', reason: 'a security context as Kubernetes has it' }],
  'ceph-csi-drivers': [
    {
      path: 'operatorConfig.driverSpecDefaults.nodePlugin.resources',
      reason: 'what each container of the plugin takes; the chart passes it on',
    },
    {
      path: 'operatorConfig.driverSpecDefaults.controllerPlugin.priorityClassName',
      reason: 'the chart passes it on where it is given',
    },
  ],
  kubevious: ['backend', 'collector', 'guard', 'mysql', 'parser', 'redis', 'ui'].map((part) => ({
    path: `${part}.resources.limits`,
    reason: 'what a container takes at most; the chart passes it on',
  })),
  grafana: [
    { path: 'grafana.ini', reason: "Grafana's own file, section by section, which the chart passes on" },
    { path: 'podAnnotations', reason: 'the template of the pod reads it; the defaults show it as a comment' },
  ],
  openbao: [
    { path: 'nameOverride', reason: 'all names are made of it where it is given; the defaults do not show it' },
  ],
  contour: [{ path: 'configInline', reason: 'the file that Contour itself reads' }],
};
