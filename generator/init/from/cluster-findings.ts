import type { ComponentName } from '../../generated/options.ts';
import { isMap, own, type PlainMap, valueAt } from '../../map.ts';
import { type FoundAccess, readersIn } from './access.ts';
import { appsIn, type FoundApp } from './apps.ts';
import type { ChartUse } from './chart-uses.ts';
import type { Told } from './cluster-source.ts';
import { componentOfChart } from './component-of-chart.ts';
import { componentsIn, type FoundComponent, type RecognisedChart } from './components.ts';
import { clusterFacts, platformFacts } from './facts.ts';
import { onlyIssuer } from './issuers.ts';
import type { Making } from './making.ts';
import { poolsIn } from './pools.ts';
import type { NotExpressed } from './source-folder.ts';
import { nameOfObject, ofKind, type SourceObject } from './source-object.ts';
import { sourceRoutes } from './source-routes.ts';
import { textAt } from './texts.ts';
import { asOption, vaultSecretsIn } from './vault-secrets.ts';

/** What is found on one cluster. */
export interface ClusterFindings {
  readonly components: readonly FoundComponent[];
  readonly apps: readonly FoundApp[];
  readonly workers: PlainMap;
  /** Objects that are in one of these. */
  readonly used: readonly SourceObject[];
  readonly rest: readonly NotExpressed[];
  readonly recognised: readonly RecognisedChart[];
}

/** Reads all that one cluster has. */
export function clusterFindings(
  name: string,
  kubernetes: string,
  access: FoundAccess,
  making: Making,
): ClusterFindings {
  const { survey, identity } = making;
  const objects = making.objects.get(name) ?? [];
  const routes = sourceRoutes(objects);
  const pools = poolsIn(objects);
  const vault = vaultSecretsIn(objects);
  const issuer = onlyIssuer(objects);
  const uses = survey.uses.filter((use) => use.cluster === name);
  const apps = appsIn({
    objects,
    routes,
    vaultSecrets: vault.found,
    taken: takenNamespaces(uses, making),
    ...(issuer === undefined ? {} : { issuer }),
  });
  const hasOperator = uses.some((use) => use.name === 'vault-config-operator');
  const ofApps = new Set(apps.apps.flatMap(secretNames));
  const others = vault.found.filter((each) => !ofApps.has(`${each.namespace}/${each.name}`));
  const readers = readersIn(objects);
  const isHub = name === survey.clusters.hub;
  const told = new Map<ComponentName, Told>();
  if (isHub) told.set('argocd', argocd(access, making));
  if (readers.readers.length > 0)
    told.set('kube-system', { options: { readers: readers.readers }, files: filesOf(readers.used) });
  if (hasOperator && others.length > 0) {
    const secrets = Object.fromEntries(others.map((each) => [each.name, asOption(each)]));
    told.set('vault-config-operator', { options: { secrets }, files: filesOf(others.map(({ from }) => from)) });
  }
  const components = componentsIn({
    platform: platformFacts(identity, survey.clusters),
    cluster: clusterFacts(name, kubernetes, isHub, identity, pools.workers),
    registry: making.registry,
    schema: making.schema,
    uses,
    manifests: survey.manifests.get(name) ?? [],
    objects,
    routes,
    told,
    ...(making.email === undefined ? {} : { email: making.email }),
  });
  const fromVault = vault.found.filter((each) => hasOperator || !others.includes(each)).map(({ from }) => from);
  const random = hasOperator ? ofKind(objects, 'RandomSecret') : [];
  return {
    components: components.components,
    apps: apps.apps,
    workers: pools.workers,
    used: [...components.used, ...apps.used, ...pools.used, ...readers.used, ...fromVault, ...random],
    rest: [
      ...components.rest,
      ...apps.rest,
      ...pools.rest.map(({ from, why }) => ({ file: from.file, what: nameOfObject(from), why })),
      ...vault.rest.map((from) => ({
        file: from.file,
        what: nameOfObject(from),
        why: 'not one path of the mount `kv`',
      })),
    ],
    recognised: components.recognised,
  };
}

/** The namespaces of the components whose charts are there, and Kubernetes' own. */
function takenNamespaces(uses: readonly ChartUse[], { registry }: Making): ReadonlyMap<string, string> {
  const found = uses.flatMap((use) => {
    const place = componentOfChart(use, registry);
    return place === undefined || 'isOther' in place ? [] : [place.component];
  });
  const names = found.map((component) => [registry.components[component].namespace.name, component] as const);
  return new Map([...names, ['kube-system', 'Kubernetes itself']]);
}

/** Argo CD is there, since the folder is for it. */
function argocd({ sso, access, files }: FoundAccess, { survey, identity }: Making): Told {
  const first = survey.applications.all.slice(0, 1).map(({ file }) => file);
  // by SSH nobody reads a repository without a key
  const isSsh = /^(?:git@|ssh:)/.test(identity.git.url);
  return {
    options: { ...(isSsh ? { repository: 'sshKey' } : {}), ...(sso === undefined ? {} : { sso }) },
    files: files.length === 0 ? first : files,
    said: access === undefined ? [] : ['configs.cm.dex.config', 'configs.rbac.policy.csv'],
  };
}

function secretNames({ name, options }: FoundApp): readonly string[] {
  const namespace = textAt(options, 'namespace') ?? name;
  const services = own(options, 'services');
  const all = isMap(services) ? Object.values(services) : [options];
  const secrets = all.flatMap((each) => Object.keys((valueAt(each, 'secrets') ?? {}) as PlainMap));
  return secrets.map((each) => `${namespace}/${each}`);
}

function filesOf(objects: readonly SourceObject[]): readonly string[] {
  return [...new Set(objects.map(({ file }) => file))];
}
