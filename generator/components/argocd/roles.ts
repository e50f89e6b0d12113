import type { PlatformFacts } from '../../model.ts';
import { renderText } from '../../text.ts';

const roles = { admin: 'role:admin', operator: 'role:org-operators' } as const;

/**
 * Argo CD's policy.csv: an operator may sync, run actions and restart pods in every project, and changes no Application, project, cluster or
 * repository; a team may do the same with the apps it looks after. A group is `<organisation>:<team slug>`, as dex names it. Undefined where every team only reads.
 */
export function policy({ access, teamApps }: Pick<PlatformFacts, 'access' | 'teamApps'>): string | undefined {
  if (access === undefined) return undefined;
  const { organization, teams } = access;
  const bound = Object.keys(teams)
    .sort()
    .flatMap((team) => {
      const role = teams[team]?.argocd ?? 'reader';
      return role === 'reader' ? [] : [{ group: `${organization}:${team}`, role: roles[role] }];
    });
  const own = Object.keys(teams)
    .sort()
    .flatMap((team) => ownApps(team, organization, teamApps));
  if (bound.length === 0 && own.length === 0) return undefined;
  return renderText('argocd/policy.csv', {
    hasOperators: bound.some(({ role }) => role === roles.operator),
    teams: bound,
    own,
  });
}

/** What a team may do with the apps that it looks after, by the names of their projects and Applications. */
function ownApps(team: string, organization: string, teamApps: PlatformFacts['teamApps']) {
  const apps = teamApps.filter((each) => each.team === team);
  if (apps.length === 0) return [];
  const role = `role:team-${team}`;
  const objects = apps.map(({ app, cluster, hasOwnProject }) => {
    const name = `${cluster}.apps.${app}`;
    return { role, object: `${hasOwnProject ? name : `${cluster}.apps`}/${name}` };
  });
  return [{ group: `${organization}:${team}`, role, objects }];
}
