import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';
import { gitHubRepository } from '../git-hub-repository.ts';
import type { ClusterModel, Model } from '../model.ts';
import { type PlacedSite, repositoryOf, siteNamespace } from '../site.ts';

/** What no site can say of itself: whose the repositories are, and what the tokens in its namespace are for. */
export const sites: Check = {
  summary: 'Each site has a repository in the organisation which no other has, and tokens for that one.',
  reach: 'platform',
  *run(platform: Platformwide): Iterable<Diagnostic> {
    const { model } = platform;
    const first = new Map<string, PlacedSite>();
    for (const site of model.sites) {
      yield* organization(site, model);
      if (isPlatform(site, model)) {
        yield ownRepository(site, model);
        continue;
      }
      const repository = repositoryOf(site).toLowerCase();
      const other = first.get(repository);
      if (other === undefined) first.set(repository, site);
      else yield* sameRepository(site, other, model);
    }
    for (const cluster of model.clusters) yield* tokens(cluster, model);
  },
};

function about(site: PlacedSite, model: Model, option?: string) {
  const path = model.siteOrigin(site.cluster, site.name, option === undefined ? [] : [option]);
  return { clusters: [site.cluster], path, at: option === undefined ? 'key' : 'value' } as const;
}

function* organization(site: PlacedSite, model: Model): Iterable<Diagnostic> {
  const { clusters } = model;
  const { access } = model.facts;
  if (access === undefined) {
    const message = `the repository of \`${site.name}\` is in the organisation, and none is named`;
    const hint = 'add `access: { organization: … }`';
    yield { ...about(site, model), code: 'missing-option', severity: 'error', message, hint };
    return;
  }
  const cluster = clusters.find(({ facts }) => facts.name === site.cluster);
  const vault = cluster?.enabled.get('vault-config-operator') as ComponentOptions['vault-config-operator'] | undefined;
  const other = vault?.github?.organization;
  if (other === undefined || other.toLowerCase() === access.organization.toLowerCase()) return;
  yield {
    code: 'wrong-value',
    severity: 'error',
    component: 'vault-config-operator',
    clusters: [site.cluster],
    path: model.origin(site.cluster, 'vault-config-operator', ['github', 'organization']),
    at: 'value',
    message: `the tokens are for repositories of \`${other}\`, and those of sites are \`${access.organization}\`'s`,
    hint: 'leave it out',
    related: [{ message: 'a site', path: ['sites', site.name] }],
  };
}

function isPlatform(site: PlacedSite, { facts: { git, access } }: Model): boolean {
  const own = gitHubRepository(git.url);
  return (
    own?.owner.toLowerCase() === access?.organization.toLowerCase() &&
    own?.name.toLowerCase() === repositoryOf(site).toLowerCase()
  );
}

function ownRepository(site: PlacedSite, model: Model): Diagnostic {
  return {
    ...about(site, model, site.options.repository === undefined ? undefined : 'repository'),
    code: 'duplicate-object',
    severity: 'error',
    message: `\`${repositoryOf(site)}\` is the repository of the platform itself: Grav would write into it`,
    hint: 'give the site a `repository` of its own',
    related: [{ message: 'the platform', path: ['git', 'url'] }],
  };
}

/** On several clusters a site has one repository, which cannot be two things at once. */
function* sameRepository(site: PlacedSite, other: PlacedSite, model: Model): Iterable<Diagnostic> {
  if (site.name !== other.name) {
    yield {
      ...about(site, model, site.options.repository === undefined ? undefined : 'repository'),
      code: 'duplicate-object',
      severity: 'error',
      message: `\`${repositoryOf(site)}\` is the repository of two sites, \`${other.name}\` and \`${site.name}\``,
      hint: 'give one of them another `repository`; one site may run on several clusters',
      related: [{ message: 'the other one', path: about(other, model, 'repository').path }],
    };
    return;
  }
  for (const option of ['description', 'visibility'] as const)
    if (site.options[option] !== other.options[option])
      yield {
        ...about(site, model, option),
        code: 'wrong-value',
        severity: 'error',
        message: `\`${repositoryOf(site)}\` has another ${option} on ${other.cluster} than on ${site.cluster}, and is one repository`,
        hint: 'write it once, at the site',
      };
}

/** What a site's token is for, its namespace decides. */
function* tokens({ facts: { name }, enabled }: ClusterModel, model: Model): Iterable<Diagnostic> {
  const here = model.sites.filter((site) => site.cluster === name && site.options.enabled);
  const vault = enabled.get('vault-config-operator') as ComponentOptions['vault-config-operator'] | undefined;
  for (const site of here) {
    const namespace = siteNamespace(site);
    if (Object.hasOwn(vault?.github?.roles ?? {}, namespace))
      yield {
        code: 'duplicate-object',
        severity: 'error',
        component: 'vault-config-operator',
        clusters: [name],
        path: model.origin(name, 'vault-config-operator', ['github', 'roles', namespace]),
        at: 'key',
        message: `the tokens of \`${namespace}\` are for the repository of the site \`${site.name}\` already`,
        hint: 'take it out: a site has its role by itself',
      };
  }
}
