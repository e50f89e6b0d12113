import { type PlacedSite, repositoryOf, webhookUrl } from '../../site.ts';
import { type Block, jsonFile, literal } from './json-file.ts';
import { localName } from './local-name.ts';

type Resource = readonly [name: string, block: Block];

/** The repository of each site, and a webhook for each cluster where it is. A site that is switched off keeps its repository, and is told nothing. */
export function siteRepositories(sites: readonly PlacedSite[]): string {
  // of a site on several clusters, a check has seen to it that the repository is the same
  const repositories = first(sites, (site) => repositoryOf(site).toLowerCase());
  const branches = first(
    sites.filter(isPublic),
    (site) => `${repositoryOf(site).toLowerCase()} ${site.options.branch}`,
  );
  return jsonFile(['sites'], {
    resource: {
      ...resources('github_repository', repositories.map(repository)),
      ...resources('github_repository_vulnerability_alerts', repositories.map(alerts)),
      ...resources('github_team_repository', repositories.flatMap(teamRight)),
      ...resources('github_branch_protection', branches.map(protection)),
      ...resources('github_repository_webhook', sites.map(webhook)),
    },
  });
}

function first(sites: readonly PlacedSite[], keyOf: (site: PlacedSite) => string): readonly PlacedSite[] {
  return [...new Map(sites.toReversed().map((site) => [keyOf(site), site])).values()].reverse();
}

function resources(type: string, named: readonly Resource[]): Block {
  return named.length === 0 ? {} : { [type]: Object.fromEntries(named) };
}

function isPublic({ options }: PlacedSite): boolean {
  return options.visibility === 'public';
}

function repository(site: PlacedSite): Resource {
  const { host, description, visibility } = site.options;
  const scanning = { secret_scanning: { status: 'enabled' }, secret_scanning_push_protection: { status: 'enabled' } };
  return [
    localName(repositoryOf(site)),
    {
      name: repositoryOf(site),
      description: literal(description),
      homepage_url: `https://${host}`,
      visibility,
      topics: ['grav'],
      has_issues: true,
      // Grav fetches a branch, so there must be one
      auto_init: true,
      // in a private one it is paid for
      ...(isPublic(site) ? { security_and_analysis: scanning } : {}),
      // the pages stay, whatever becomes of the site
      archive_on_destroy: true,
    },
  ];
}

function nameIn(site: PlacedSite): string {
  return `\${github_repository.${localName(repositoryOf(site))}.name}`;
}

function alerts(site: PlacedSite): Resource {
  return [localName(repositoryOf(site)), { repository: nameIn(site) }];
}

function teamRight(site: PlacedSite): readonly Resource[] {
  const { team } = site.options;
  if (team === undefined) return [];
  const block = { team_id: `\${github_team.${localName(team)}.id}`, repository: nameIn(site), permission: 'maintain' };
  return [[localName(repositoryOf(site)), block]];
}

/** Grav pushes what is edited in it, so nothing is asked of a push but that it adds to what is there. */
function protection(site: PlacedSite): Resource {
  const block = {
    repository_id: nameIn(site),
    pattern: literal(site.options.branch),
    enforce_admins: true,
    allows_deletions: false,
    allows_force_pushes: false,
  };
  return [localName(site.name, site.cluster), block];
}

/** Without its secret, which would stand in the state; a person gives it to GitHub, as the runbook says. */
function webhook(site: PlacedSite): Resource {
  const block = {
    repository: nameIn(site),
    active: site.options.enabled,
    events: ['push'],
    configuration: { url: webhookUrl(site), content_type: 'json', insecure_ssl: false },
  };
  return [localName(site.name, site.cluster), block];
}
