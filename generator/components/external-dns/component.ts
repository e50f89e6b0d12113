import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { google } from './google.ts';
import { install } from './stages/install.ts';

/** external-dns: DNS records from routes. Upstream: kubernetes-sigs/external-dns. */
export const externalDns = defineComponent({
  name: 'external-dns',
  summary: 'DNS records of every host that is routed in the cluster, kept at the DNS provider',
  namespace: { name: 'external-dns', podSecurity: 'restricted' },
  pitfalls: [
    'Two clusters with the same owner take the records of a shared zone from each other; here the owner is `<platform>.<cluster>` unless an option says otherwise, and the same one twice is an error.',
    'It ends, and does nothing for any host, where a kind that it is told to read has no CRD. What it reads follows from what is enabled: Ingress always, HTTPProxy with contour, HTTPRoute and GRPCRoute with gateway-api, DNSEndpoint with its CRD.',
    'With Envoy on host ports, Contour does not know its address and the status of routes stays empty: no record is made and nothing says why. Plinth warns.',
    'It takes no notice of a host outside of its zones, and of zones that the provider has under another name, without a word. Plinth warns of a zone that holds no host, and of a host in no zone.',
    'The default `upsert-only` leaves the records of hosts that are gone; `sync` removes them, and only those that bear its own mark.',
    'Of two that write the records of one zone, each undoes the work of the other; a zone that Crossplane has too is an error.',
    'The mark of a record is a TXT record, which by default lies beside it: for the name of the zone itself that is outside of the zone, and is refused. Here each has a label of its own, `owner-a.<host>`.',
    'The mark of a wildcard has an asterisk in the middle, for which most providers refuse the whole batch of changes; here it is the word `wildcard`.',
    'Without its credential it starts and fails in its log; here the pod does not start, which Argo CD shows.',
    'One pod does the work; two would be no faster, and the chart allows one only.',
    'The next chart has no default for `policy`; here it is always said.',
  ],
  stages: { install },
  zones: ({ options }) => options.zones.map((zone, index) => ({ zone, path: ['zones', index] })),
  google,
  check,
});
