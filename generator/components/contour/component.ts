import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { gateway } from './stages/gateway.ts';
import { install } from './stages/install.ts';

/** Contour: Envoy for traffic from outside. Upstream: projectcontour/helm-charts. */
export const contour = defineComponent({
  name: 'contour',
  summary: 'Traffic from outside, by Ingress, HTTPProxy and Gateway API, through Envoy',
  needsMachines: true,
  namespace: {
    name: 'projectcontour',
    podSecurity: ({ envoy }) => (envoy.kind === 'hostPorts' ? 'privileged' : 'restricted'),
  },
  pitfalls: [
    'Host ports are refused by the Pod Security level `baseline`, so the namespace is privileged, but only then.',
    'A Service of type LoadBalancer that gets no address is never healthy in Argo CD; with host ports it is of type ClusterIP.',
    'With host ports nobody tells Contour its address; `address` does, else the status of routes stays empty and external-dns finds nothing.',
    'The chart makes the certificates between Contour and Envoy in a hook, which Argo CD runs at every sync. Where cert-manager is enabled it makes and renews them; elsewhere they last ten years.',
    "Contour asks for alpha versions of TLSRoute, TCPRoute and BackendTLSPolicy and ends where they are not served, as in the Gateway API's standard channel; these are switched off.",
    'The chart can bring the Gateway API as well; gateway-api is its one owner, and this switch stays off.',
    'One Contour serves one Gateway. Once it is there, Envoy has its listeners alone: the listener `https` with the protocol `projectcontour.io/https` keeps TLS for Ingress and HTTPProxy.',
    "Contour takes exactly one certificate for each listener, so each host of an app that is routed by the Gateway API is a listener of that Gateway, for routes of the app's own namespace alone. A Gateway has 64 listeners; Plinth counts them.",
    'To Contour a listener without a host is for no host that has a listener, on whatever port: a redirect to HTTPS that names its host is not accepted. Here one redirect is for every host that has nothing of its own at port 80.',
    'A listener whose certificate is not there yet makes the whole Gateway one that is not programmed, and Argo CD would hold up the platform for the certificate of one app; a health check of our own names the hosts that wait, and goes on.',
    'Contour never writes the status of its GatewayClass, for which Argo CD would wait for ever; a health check of our own knows.',
    "The chart's default limits, 150m and 192Mi, suit no proxy. Here Envoy may take any core that is free, and the memory that `resources` says.",
  ],
  stages: { install, gateway },
  health: {
    'gateway.networking.k8s.io_Gateway': renderText('contour/gateway-health.lua', {}),
    'gateway.networking.k8s.io_GatewayClass': renderText('contour/gateway-class-health.lua', {}),
  },
});
