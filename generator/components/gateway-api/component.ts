import { defineComponent } from '../../component.ts';
import { install } from './stages/install.ts';

/** The Gateway API's CRDs; no other component brings them. Upstream: kubernetes-sigs/gateway-api. */
export const gatewayApi = defineComponent({
  name: 'gateway-api',
  summary: "The Gateway API's CRDs, standard channel, by their one owner",
  namespace: { name: 'kube-system', podSecurity: 'privileged' },
  pitfalls: [
    'Contour, Kuma and cert-manager can all bring these CRDs; with two owners each sync undoes the other. Here there is one.',
    'The release brings an admission policy that refuses an older release or the experimental channel over a newer one.',
  ],
  stages: { install },
});
