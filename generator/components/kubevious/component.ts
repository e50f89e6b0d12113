import { defineComponent } from '../../component.ts';
import { install } from './stages/install.ts';

/** Kubevious: draws the cluster's objects and what looks wrong with them. Upstream, abandoned: kubevious/helm. */
export const kubevious = defineComponent({
  name: 'kubevious',
  summary: 'A drawing of every object, and of what looks wrong with it; abandoned upstream',
  namespace: { name: 'kubevious', podSecurity: 'baseline' },
  pitfalls: [
    'Nobody maintains it: the last release is of January 2024, with a MySQL and a Redis of 2022. It is here so that a platform which has it can keep it a while; enabling it is a warning.',
    'The chart makes up the number `WORLDVIOUS_ID` at every render, so Argo CD would never be in sync, and no value changes that. A patch takes its three Secrets away, and Vault brings them under the same names.',
    'The passwords of its database are `kubevious` unless they are given as values; here Vault makes them up. MySQL takes them over at its first start only: changing one later is a change in MySQL too.',
    'It may read every object of the cluster, Secrets included, and remembers them; here it is told to skip Secrets.',
    'Nobody has to sign in to see all that, so it has no host: `kubectl -n kubevious port-forward service/kubevious-ui-clusterip 8080:80`.',
    'It reports the cluster to a leaderboard on the internet unless it is told not to; here it is told.',
  ],
  stages: { install },
  *check() {
    const message = 'nobody has maintained Kubevious since January 2024';
    const hint = 'it reads the whole cluster: weigh whether it is still worth that';
    yield { code: 'unmaintained', severity: 'warning', path: [], message, hint };
  },
});
