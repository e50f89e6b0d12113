import { databasesOf, type NamedApp, type NamedService, namespaceOf, servicesOf } from '../app.ts';
import type { Finding } from '../component.ts';
import { enforcesPolicies } from '../enforces-policies.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';
import { unknownName } from '../unknown-name.ts';
import { unmatchedPatches } from '../unmatched-patches.ts';
import type { AppContext } from './app-context.ts';
import { checkHosts } from './check-hosts.ts';
import { checkService } from './check-service.ts';
import { missingNeeds } from './missing-needs.ts';

/** Kubernetes' own namespaces. */
const reserved = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Everything that is wrong with an app on a cluster; paths begin at the app's block. */
export function* checkApp(context: AppContext): Iterable<Finding> {
  const { app, cluster, platform } = context;
  yield* team(app, platform);
  yield* namespace(context);
  yield* missingNeeds(context);
  if (app.options.source === undefined) yield* enforcement(cluster);
  for (const service of servicesOf(app)) yield* checkService(service, context);
  yield* samePlaces(app);
  yield* checkHosts(app);
  yield* unmatchedPatches(app.options.patches, context.objects, context.isSite ? 'the site' : 'the app');
}

function* team({ options: { team } }: NamedApp, { access }: PlatformFacts): Iterable<Finding> {
  if (team === undefined) return;
  const known = Object.keys(access?.teams ?? {});
  const problem = { code: 'unknown-team', path: ['team'], message: `there is no team \`${team}\`` } as const;
  if (known.length > 0) yield* unknownName(team, known, problem);
  else yield { ...problem, severity: 'error', hint: 'name it under `access.teams`' };
}

function* namespace({ app, isSite, owner: other }: AppContext): Iterable<Finding> {
  const name = namespaceOf(app);
  const owner = reserved.has(name) ? 'Kubernetes' : other;
  if (owner === undefined) return;
  const path = app.options.namespace === undefined ? [] : ['namespace'];
  const message = `the namespace \`${name}\` is that of ${owner}`;
  yield {
    code: 'reserved-name',
    severity: 'error',
    path,
    message,
    hint: `give the ${isSite ? 'site' : 'app'} a \`namespace\` of its own`,
  };
}

/** Else an app would be open to the whole cluster, and everything that is written here would say otherwise. */
function* enforcement({ facts: { name, host, cni } }: ClusterModel): Iterable<Finding> {
  if (enforcesPolicies(cni)) return;
  if (host !== undefined) {
    const message = `nothing on ${name} enforces the network policies of its apps: it runs inside ${host}, and does not hand them over`;
    const hint = `write \`cni: { networkPolicies: true }\` for the cluster ${name}; ${host} must enforce them`;
    yield { code: 'unenforced-policy', severity: 'error', path: [], message, hint };
    return;
  }
  yield {
    code: 'unenforced-policy',
    severity: 'error',
    path: [],
    message: `nothing on ${name} enforces the network policies of its apps: flannel does so only when Talos is told to`,
    hint: `set \`kubeNetworkPoliciesEnabled\` in its machine configuration, and \`cni: { networkPolicies: true }\` for the cluster ${name}`,
  };
}

function* sameAlias({ options: { host, aliases }, path }: NamedService): Iterable<Finding> {
  const index = host === undefined ? -1 : aliases.indexOf(host);
  if (index < 0) return;
  yield {
    code: 'duplicate-host',
    severity: 'error',
    path: [...path, 'aliases', index],
    message: `the alias \`${host}\` is the \`host\` itself`,
    hint: 'take it out of `aliases`',
  };
}

/** Two services at one place of one host, and a service and a database of one name, take traffic from each other. */
function* samePlaces(app: NamedApp): Iterable<Finding> {
  const places = new Map<string, string>();
  for (const service of servicesOf(app)) {
    const { name, options, path } = service;
    yield* sameAlias(service);
    for (const host of new Set([options.host, ...options.aliases])) {
      const place = `${host}${options.path}`;
      const other = places.get(place);
      if (host !== undefined && other !== undefined) {
        const message = `\`${place}\` leads to \`${other}\` and to \`${name}\``;
        yield {
          code: 'duplicate-host',
          severity: 'error',
          path: [...path, 'path'],
          message,
          hint: 'give one another `path`',
        };
      }
      places.set(place, name);
    }
  }
  const services = new Set(servicesOf(app).map(({ name }) => name));
  for (const [name] of databasesOf(app).filter(([each]) => services.has(each))) {
    const message = `\`${name}\` is the name of a service and of a database`;
    yield {
      code: 'duplicate-object',
      severity: 'error',
      path: ['databases', name],
      message,
      hint: 'rename the database',
    };
  }
}
