import { appSecrets } from './apps/app-secrets.ts';
import type { Component } from './component.ts';
import { type Diagnostic, hasErrors } from './diagnostic.ts';
import { enforcesPolicies } from './enforces-policies.ts';
import type { App, ComponentName } from './generated/options.ts';
import type { ClusterFacts, ClusterModel, Model, PlatformFacts, TeamApp } from './model.ts';
import type { ClusterText, Platform } from './platform.ts';
import type { Registry } from './registry.ts';
import { declaredSecrets } from './resolve/declared-secrets.ts';
import { hostProblems } from './resolve/host.ts';
import { hubProblems } from './resolve/hub.ts';
import { placeStages } from './resolve/place-stages.ts';
import { repositoryOf, siteNamespace } from './site.ts';
import { appDecidedAt, blockDecidedAt, decidedAt, switchedOffAt } from './validate/decided-at.ts';

/** Decides which stage goes to which cluster and when. A need that nothing meets and a circle of needs are errors. */
export function resolve(platform: Platform, registry: Registry): { model?: Model; diagnostics: readonly Diagnostic[] } {
  const hubs = [...hubProblems(platform.text), ...hostProblems(platform)];
  if (hasErrors(hubs)) return { diagnostics: hubs };
  const facts = platformFacts(platform, registry);
  const origin: Model['origin'] = (cluster, component, path) => decidedAt(platform.text, cluster, component, path);
  const appOrigin: Model['appOrigin'] = (cluster, app, path) => appDecidedAt(platform.text, cluster, app, path);
  const siteOrigin: Model['siteOrigin'] = (cluster, site, path) =>
    blockDecidedAt(platform.text, cluster, ['sites', site], path);
  const clusters = [...platform.effective].map(([name, enabled]) =>
    placed(name, enabled, facts, platform, registry, origin),
  );
  const diagnostics = clusters.flatMap((each) => each.diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics };
  const { base, baseApps, sites } = platform;
  const origins = { origin, appOrigin, siteOrigin };
  return {
    model: { facts, base, baseApps, sites, clusters: clusters.map((each) => each.model), ...origins },
    diagnostics,
  };
}

function placed(
  name: string,
  enabled: ReadonlyMap<ComponentName, unknown>,
  platform: PlatformFacts,
  { text, apps: everywhere, sites }: Platform,
  registry: Registry,
  origin: Model['origin'],
): { model: ClusterModel; diagnostics: readonly Diagnostic[] } {
  const bare = clusterFacts(name, text.clusters[name] as ClusterText, platform.domain);
  const secrets = declaredSecrets(bare, enabled, platform, registry);
  const metrics = measured(enabled, registry);
  const apps = everywhere.get(name) ?? new Map();
  const here = sites.filter(({ cluster, options }) => cluster === name && options.enabled);
  const ofApps = [...apps].flatMap(([app, options]) =>
    appSecrets(app, options, here.some((site) => site.name === app) ? 'site' : 'app'),
  );
  const declared = [...secrets.flatMap((each) => each.secrets), ...ofApps];
  const gitHubTokens = here.map((site) => ({ namespace: siteNamespace(site), repository: repositoryOf(site) }));
  const facts: ClusterFacts = { ...bare, secrets: declared, gitHubTokens: gitHubTokens.sort(byNamespace), metrics };
  const switchedOff = (component: ComponentName) => switchedOffAt(text, name, component);
  const { stages, diagnostics } = placeStages({ facts, enabled, platform, secrets, registry, origin, switchedOff });
  return { model: { facts, enabled, apps, stages }, diagnostics };
}

function measured(enabled: ReadonlyMap<ComponentName, unknown>, registry: Registry): ClusterFacts['metrics'] {
  return [...enabled.keys()].sort().flatMap((component) => {
    const { metrics = [], namespace } = registry.components[component];
    return metrics.map((each) => ({ ...each, namespace: namespace.name }));
  });
}

function platformFacts({ text, effective, apps }: Platform, registry: Registry): PlatformFacts {
  const { name, domain, git, delivery, access, terraform } = text;
  const enabled = [...new Set([...effective.values()].flatMap((options) => [...options.keys()]))].sort();
  const clusters = Object.keys(text.clusters)
    .sort()
    .map((cluster) => listed(cluster, text.clusters[cluster] as ClusterText));
  const forArgocd = askedOfArgocd(enabled.map((component) => registry.components[component]));
  const teamApps = [...apps].flatMap(([cluster, here]) => ofTeams(cluster, here)).sort(byAppAndCluster);
  const asked = { ...(access === undefined ? {} : { access }), ...(terraform === undefined ? {} : { terraform }) };
  return { name, domain, git, delivery, clusters, ...asked, teamApps, ...forArgocd };
}

function ofTeams(cluster: string, apps: ReadonlyMap<string, App>): readonly TeamApp[] {
  return [...apps].flatMap(([app, { team, source }]) =>
    team === undefined ? [] : [{ app, team, cluster, hasOwnProject: source !== undefined }],
  );
}

function byNamespace(one: { readonly namespace: string }, other: { readonly namespace: string }): number {
  return one.namespace < other.namespace ? -1 : 1;
}

function byAppAndCluster(one: TeamApp, other: TeamApp): number {
  const [a, b] = [one, other].map(({ app, cluster }) => `${app} ${cluster}`) as [string, string];
  return a < b ? -1 : 1;
}

function askedOfArgocd(
  enabled: readonly Pick<Component<ComponentName>, 'health' | 'exclusions' | 'requestsPerSecond'>[],
): Pick<PlatformFacts, 'health' | 'exclusions' | 'requestsPerSecond'> {
  const asked = enabled.flatMap(({ requestsPerSecond }) => requestsPerSecond ?? []);
  return {
    health: Object.assign({}, ...enabled.map(({ health }) => health ?? {})) as PlatformFacts['health'],
    exclusions: enabled.flatMap(({ exclusions }) => exclusions ?? []),
    ...(asked.length === 0 ? {} : { requestsPerSecond: Math.max(...asked) }),
  };
}

function listed(name: string, { argocd, kubernetes, host, cni }: ClusterText): PlatformFacts['clusters'][number] {
  const inside = host === undefined ? {} : { host };
  return { name, isHub: argocd === 'hub', kubernetes, ...inside, networkPolicies: enforcesPolicies(cni) };
}

function clusterFacts(name: string, text: ClusterText, domain: string): ClusterFacts {
  const isHub = text.argocd === 'hub';
  const hub = text.argocd === 'hub' ? name : text.argocd.hub;
  const own = text.domain ?? (isHub ? domain : `${name}.${domain}`);
  const inside = text.host === undefined ? {} : { host: text.host };
  const omni = text.omni === undefined ? {} : { omni: text.omni };
  const delivered = text.delivery === undefined ? {} : { delivery: text.delivery };
  return {
    name,
    hub,
    isHub,
    ...inside,
    ...omni,
    ...delivered,
    kubernetes: text.kubernetes,
    domain: own,
    nodes: text.nodes,
    cni: text.cni,
    secrets: [],
    gitHubTokens: [],
    metrics: [],
  };
}
