import type { Access, Terraform } from '../../generated/options.ts';
import { gitHubRepository } from '../../git-hub-repository.ts';
import { membersOf, type NamedMember } from '../../members.ts';
import type { Model } from '../../model.ts';
import { type Block, jsonFile, literal } from './json-file.ts';
import { localName } from './local-name.ts';
import { siteRepositories } from './site-repositories.ts';
import { versionsFile } from './versions-file.ts';

/** The organisation at GitHub: who is in it, its teams with whoever is in them, the protection of this repository, and the repositories of sites. */
export function* github({ facts, sites }: Model): Iterable<readonly [string, string]> {
  const { access, terraform, git } = facts;
  if (access === undefined || terraform === undefined) return;
  yield ['versions.tf.json', versionsFile('github', terraform.backend, { owner: access.organization })];
  const members = membersOf(access);
  if (members.length > 0)
    yield [
      'members.tf.json',
      jsonFile(['access', 'members'], { resource: { github_membership: memberships(members) } }),
    ];
  if (Object.keys(access.teams).length > 0)
    yield ['teams.tf.json', jsonFile(['access', 'teams'], teams(access, members))];
  const repository = gitHubRepository(git.url);
  if (terraform.protection !== undefined && repository !== undefined)
    yield [
      'repository.tf.json',
      jsonFile(['terraform', 'protection'], protection(terraform.protection, repository.name, git.revision)),
    ];
  if (sites.length > 0) yield ['sites.tf.json', siteRepositories(sites)];
}

function memberships(members: readonly NamedMember[]): Block {
  return Object.fromEntries(
    members.map(({ name, owner }) => [localName(name), { username: name, role: owner ? 'admin' : 'member' }]),
  );
}

function teams(access: Access, members: readonly NamedMember[]): Block {
  const names = Object.keys(access.teams).sort();
  const inTeams = names.flatMap((team) =>
    members
      .filter((member) => member.teams.includes(team))
      .map((member) => [localName(team, member.name), within(team, member)]),
  );
  return {
    resource: {
      github_team: Object.fromEntries(names.map((name) => [localName(name), { name, privacy: 'closed' }])),
      ...(inTeams.length === 0 ? {} : { github_team_membership: Object.fromEntries(inTeams) as Block }),
    },
  };
}

/** GitHub makes owners maintainers of every team that they are in, whatever it is told. */
function within(team: string, { name, owner }: NamedMember): Block {
  return {
    team_id: `\${github_team.${localName(team)}.id}`,
    username: `\${github_membership.${localName(name)}.username}`,
    role: owner ? 'maintainer' : 'member',
  };
}

function protection(
  { approvals, checks, owners }: NonNullable<Terraform['protection']>,
  repository: string,
  branch: string,
): Block {
  return {
    resource: {
      github_branch_protection: {
        platform: {
          repository_id: repository,
          pattern: literal(branch),
          enforce_admins: owners,
          required_pull_request_reviews: { required_approving_review_count: approvals },
          ...(checks.length === 0 ? {} : { required_status_checks: { strict: true, contexts: checks.map(literal) } }),
        },
      },
    },
  };
}
