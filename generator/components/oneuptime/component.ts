import { defineComponent } from '../../component.ts';
import { unknownIssuer } from '../../unknown-issuer.ts';
import { access } from './stages/access.ts';
import { install } from './stages/install.ts';

/** OneUptime: monitors, on-call, incidents, status pages. Upstream: OneUptime/oneuptime. */
export const oneuptime = defineComponent({
  name: 'oneuptime',
  summary: 'Monitors from outside, on-call rotas, incidents and status pages',
  namespace: { name: 'oneuptime', podSecurity: ({ ping }) => (ping ? 'privileged' : 'baseline') },
  pitfalls: [
    'The chart makes up every password anew at each render, and Argo CD renders often: the databases would refuse everybody. Here Vault makes them. Redis and ClickHouse are told of a Secret; PostgreSQL and the application cannot be, so a patch takes their Secrets away and others come in their place.',
    "It labels its pods with the time of rendering, so that every look of Argo CD's would restart them; the label is off.",
    "Its images are `release`, `latest` and `alpine`, which move by themselves. Here they are of the chart's version, and exact ones of PostgreSQL and Redis; ClickHouse's moves within its minor version.",
    'The Job that migrates the database always has the same name. As an object its next version could not be applied, and once gone it would be made again each day; as the hook after a sync it would wait for pods that wait for it. Here it is a hook of the sync itself, made anew each time.',
    'A chart of another major version has other values and other schemas: releases come several times a week, so read its notes and take one at a time.',
    'PostgreSQL and ClickHouse take their passwords over when they are first started; to change one later, change it in the database too.',
    'To ping takes raw sockets, which Pod Security refuses unless the namespace is privileged; without `ping` the probe does not ask for them, and a monitor that pings says that its target is down.',
    'The probe asks resolvers on the internet for every name, those of the cluster too; here it asks those of the cluster alone.',
    'Behind Envoy and its own gateway a visitor is two hops away: with one, as the chart has it, every visitor is Envoy and lists of allowed addresses let everybody in, or nobody.',
    'The test pod has no namespace; tests are left out. KEDA, CloudNativePG and the ClickHouse operator come as subcharts and stay off.',
    'The first person who signs up is the administrator: do it before others know the host.',
  ],
  stages: { install, access },
  *check(context) {
    yield* unknownIssuer(context.options.issuer, context);
  },
});
