import { hostsOf, type NamedService, servicesOf } from '../app.ts';
import type { Finding } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import { isFromVault } from '../secret.ts';
import type { AppContext } from './app-context.ts';
import { appSecrets } from './app-secrets.ts';

interface Need {
  readonly component: ComponentName;
  readonly why: string;
  readonly path: Finding['path'];
}

/** Components that an app relies on and its cluster does not have. */
export function* missingNeeds(context: AppContext): Iterable<Finding> {
  const told = new Set<ComponentName>();
  const { host } = context.cluster.facts;
  if (host !== undefined) yield* unrouted(context, host);
  for (const { component, why, path } of needs(context)) {
    if (context.cluster.enabled.has(component) || told.has(component)) continue;
    told.add(component);
    const message = `${why}, and ${component} is not enabled on ${context.cluster.facts.name}`;
    yield {
      code: 'missing-need',
      severity: 'error',
      path,
      message,
      hint: context.isSite ? `enable ${component} there` : `enable ${component} there, or leave it out`,
    };
  }
}

/** The routes of a cluster inside another are seen there only, and the ports of its machines are those of the one around it. */
function* unrouted({ app, cluster }: AppContext, host: string): Iterable<Finding> {
  const { name } = cluster.facts;
  for (const service of servicesOf(app).filter((each) => hostsOf(each).length > 0))
    yield {
      code: 'missing-need',
      severity: 'error',
      path: [...service.path, 'host'],
      message: `a host needs something that routes it, and ${name} runs inside ${host}, whose Contour does not see its routes`,
      hint: `run the app on ${host}, or leave the host out`,
    };
}

function needs({ app, cluster }: AppContext): readonly Need[] {
  const { options, name } = app;
  const secrets = appSecrets(name, options);
  const by = (component: ComponentName, is: boolean, why: string, path: Finding['path'] = []) =>
    is ? [{ component, why, path }] : [];
  return [
    ...servicesOf(app).flatMap((service) => serviceNeeds(service, cluster.facts.host !== undefined)),
    ...by('kuma', options.mesh, 'the app takes part in the mesh', ['mesh']),
    ...by('vault-config-operator', secrets.some(isFromVault), 'its secrets come from Vault'),
    ...by(
      'sealed-secrets',
      secrets.some(({ origin }) => origin === 'sealed'),
      'its secrets are sealed',
    ),
    ...by(
      'external-secrets',
      secrets.some(({ origin }) => origin === 'external'),
      'its secrets come from another store',
    ),
  ];
}

function serviceNeeds(service: NamedService, isInside: boolean): readonly Need[] {
  const at = (option: string) => [...service.path, option];
  const host: readonly Need[] =
    isInside || hostsOf(service).length === 0
      ? []
      : [
          { component: 'contour', why: 'a host needs something that routes it', path: at('host') },
          { component: 'cert-manager', why: 'a host needs a certificate', path: at('host') },
          ...(service.options.routing === 'gateway'
            ? ([
                { component: 'gateway-api', why: 'the host is routed by the Gateway API', path: at('routing') },
              ] as const)
            : []),
        ];
  if (service.options.autoscaling === undefined) return host;
  return [...host, { component: 'metrics-server', why: 'autoscaling goes by the use of CPU', path: at('autoscaling') }];
}
