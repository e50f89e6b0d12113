import { defineComponent } from '../../component.ts';
import { renderText } from '../../text.ts';
import { check } from './check.ts';
import { google } from './google.ts';
import { dns } from './stages/dns.ts';
import { install } from './stages/install.ts';
import { providerConfigs } from './stages/provider-configs.ts';
import { providers } from './stages/providers.ts';

/** Crossplane: cloud resources and DNS records as objects. Upstream: crossplane/crossplane. */
export const crossplane = defineComponent({
  name: 'crossplane',
  summary:
    'What lies outside of the cluster, from objects in it: cloud resources, and DNS records of every routed host',
  namespace: { name: 'crossplane-system', podSecurity: 'restricted' },
  pitfalls: [
    'The chart has no CRD: a first container of Crossplane makes them, and each provider makes its own. What needs them comes in later stages, whose dry run waits for the kinds.',
    'No chart and no Application knows these CRDs, so they outlive the removal of Crossplane, and what is left of their objects with them.',
    'A provider of a family brings the common part by itself, in the newest version that fits. Here it is named, under the very name that Crossplane would give it, with an exact version.',
    'Argo CD takes a provider that is still starting for Degraded, or fails over its first status, and ends the sync; a health check of our own waits.',
    'A zone that is there already is taken over, since `crossplane.io/external-name` says its name at Google; so are records. Without it a second zone would be made.',
    'Whoever deletes a managed object deletes what it stands for. Zones are exempt: `managementPolicies` leaves out `Delete`, so removing the Application leaves the zone. Records go with their hosts.',
    'A record cannot change its type; its type is part of its name here, so there is a new object.',
    'Providers run as pods that Crossplane makes; the DeploymentRuntimeConfig `default` gives them limits and what the Pod Security level `restricted` asks for.',
    'The provider for Kubernetes may do nothing by itself, under a service account whose name changes with each version. Here the account has a fixed name and one ClusterRole.',
    'The Secrets of its own authority are empty in the chart and filled when it runs; server-side apply leaves what it does not say alone.',
    'Each managed object makes a `ProviderConfigUsage`, which Argo CD would watch and show beside it; it leaves that kind out, on every cluster.',
    'Providers bring hundreds of kinds, each of which Argo CD lists; at its own 50 requests a second it would take minutes to know a cluster, so it may send 300.',
    'Two that write one zone undo each other: a zone of Crossplane and of external-dns is an error.',
  ],
  stages: { install, providers, 'provider-configs': providerConfigs, dns },
  health: { 'pkg.crossplane.io_Provider': renderText('crossplane/provider-health.lua', {}) },
  exclusions: [{ groups: ['*'], kinds: ['ProviderConfigUsage'] }],
  requestsPerSecond: 300,
  zones: ({ options: { dns } }) =>
    (dns?.zones ?? []).map(({ zone, managed }, index) => ({
      zone,
      path: ['dns', 'zones', index, 'zone'],
      ...(managed ? { isWhole: true } : {}),
    })),
  google,
  check,
});
