import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { google } from './dns01.ts';
import { install } from './stages/install.ts';
import { issuers } from './stages/issuers.ts';

/** cert-manager: certificates from ACME issuers. Upstream: cert-manager/cert-manager. */
export const certManager = defineComponent({
  name: 'cert-manager',
  summary: 'Certificates from ACME issuers, for every host of the platform',
  namespace: { name: 'cert-manager', podSecurity: 'restricted' },
  pitfalls: [
    'The chart brings its CRDs only when told to (`crds.enabled`); here they come with the chart and stay when it goes.',
    'Leader election defaults to kube-system, where the Application may not write; it is set to its own namespace.',
    'An issuer written before the webhook answers is refused, so the issuers are a stage of their own.',
    'An Ingress of a challenge that names no class waits for ever where no class is the default; here it names the one of Contour where Contour is enabled.',
    'With Gateway API support on, the controller ends where the CRDs are missing; gateway-api comes first where it is enabled.',
  ],
  stages: { install, issuers },
  // each of several measures, and only the one that leads has certificates
  metrics: [
    {
      name: 'cert-manager',
      labels: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
      port: 9402,
      prefixes: ['certmanager_'],
    },
  ],
  google,
  check,
});
