import { databasesOf, type NamedApp, servicesOf } from '../app.ts';
import type { App } from '../generated/options.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { secretObjects } from '../kubernetes/secret-objects.ts';
import { patched } from '../patched.ts';
import { appSecrets } from './app-secrets.ts';
import { databaseObjects } from './database.ts';
import { networkPolicies, type Surroundings } from './network-policy.ts';
import { routeObjects } from './routes.ts';
import { serviceAccount, serviceObjects } from './workload.ts';

/** What an app is wherever it runs: what its options say, with no cluster in sight; nothing where it is maintained elsewhere. */
export function wideAppObjects(name: string, options: App): readonly KubernetesObject[] {
  if (options.source !== undefined) return [];
  return patched(wide({ name, options }), options.patches);
}

/** What an app is on one cluster: its hosts and who may talk to it depend on what else is there. */
export function appObjects(
  name: string,
  options: App,
  around: Surroundings & { readonly ingressClass: string },
): readonly KubernetesObject[] {
  if (options.source !== undefined) return [];
  const app = { name, options };
  const own = [...routeObjects(app, around.ingressClass), ...networkPolicies(app, around)];
  return patched([...wide(app), ...own], options.patches);
}

function wide(app: NamedApp): readonly KubernetesObject[] {
  return [
    serviceAccount(app),
    ...servicesOf(app).flatMap((service) => serviceObjects(app, service)),
    ...databasesOf(app).flatMap(([name, database]) => databaseObjects(app, name, database)),
    ...appSecrets(app.name, app.options).flatMap(secretObjects),
  ];
}
