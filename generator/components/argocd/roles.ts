import type { Access } from '../../generated/options.ts';
import { renderText } from '../../text.ts';

const roles = { admin: 'role:admin', operator: 'role:org-operators' } as const;

/**
 * Argo CD's policy.csv: an operator may sync, run actions and restart pods in every project, and changes no Application, project, cluster or
 * repository. A group is `<organisation>:<team slug>`, as dex names it. Undefined where every team only reads.
 */
export function policy({ organization, teams }: Access): string | undefined {
  const bound = Object.keys(teams)
    .sort()
    .flatMap((team) => {
      const role = teams[team]?.argocd ?? 'reader';
      return role === 'reader' ? [] : [{ group: `${organization}:${team}`, role: roles[role] }];
    });
  if (bound.length === 0) return undefined;
  return renderText('argocd/policy.csv', {
    hasOperators: bound.some(({ role }) => role === roles.operator),
    teams: bound,
  });
}
