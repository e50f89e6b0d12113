import { type CheckContext, defineComponent, type Finding } from '../../component.ts';
import { install } from './stages/install.ts';

/** Netdata: metrics of every node each second. Upstream: netdata/helmchart. */
export const netdata = defineComponent({
  name: 'netdata',
  summary: 'Every node and container, second by second, in Netdata Cloud',
  needsMachines: true,
  namespace: { name: 'netdata', podSecurity: 'privileged' },
  pitfalls: [
    "The agents share their node's network, processes and folders, which Pod Security refuses in any namespace that is not privileged.",
    'The chart takes the claim token as a plain value, which would stand in git; here the parent reads it from a Secret that comes from Vault. Until it is there, the parent waits.',
    'Only the parent is claimed. Agents stream to it and are seen through it; each with a claim of its own would be seen twice.',
    'Nobody has to sign in to see what the parent shows, so it has no host: people see it in Netdata Cloud, or through a port that is forwarded.',
    'The chart starts `alpine:latest` before each agent; here it is an exact version.',
    'Every part reports anonymous statistics unless it is told not to; here all three are told.',
    'The chart asks for no memory and sets no limit; a parent learns models of every metric, so both are set here.',
    'The claims of the database and of the alarms are part of the chart and would go with it, and all history with them; a patch keeps them.',
  ],
  stages: { install },
  *check(context) {
    yield* generatedToken(context);
  },
});

/** Netdata Cloud makes the token, so nobody else can. */
function* generatedToken({ options: { claim } }: CheckContext<'netdata'>): Iterable<Finding> {
  if (claim?.token.origin !== 'generated') return;
  const message = 'Netdata Cloud makes the claim token, so Vault cannot';
  const hint = 'put the one that Netdata Cloud shows for the space into Vault: `origin: vault`';
  yield { code: 'wrong-value', severity: 'error', path: ['claim', 'token', 'origin'], message, hint };
}
