import type { PlatformOptions } from '../../component.ts';
import type { Access } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';
import type { Model } from './data-source.ts';
import { fileOf, type Mounted } from './mounts.ts';

type Sso = NonNullable<PlatformOptions<'grafana'>['sso']>;

/** The Secret with the client secret of the OAuth app. */
export const GITHUB: Mounted = { name: 'grafana-github', folder: 'github' };
const KEY = 'clientSecret';

/** Grafana's roles for what a team may do in Argo CD, the one role list of the platform. */
const roles = { admin: 'GrafanaAdmin', operator: 'Editor' } as const;

/** Grafana's own parts about signing in through GitHub, by members of the organisation only. */
export function signIn({ clientId }: Sso, access: Access): Model {
  return {
    auth: { disable_login_form: true },
    'auth.github': {
      enabled: true,
      client_id: clientId,
      client_secret: fileOf(GITHUB, KEY),
      scopes: 'user:email,read:org',
      allowed_organizations: access.organization,
      allow_sign_up: true,
      role_attribute_path: rolePath(access),
      allow_assign_grafana_admin: true,
    },
  };
}

/** The role of who signs in, in JMESPath, the highest first: GitHub's teams are `@<organisation>/<slug>`, and who is in none of them looks only. */
export function rolePath({ organization, teams }: Pick<Access, 'organization' | 'teams'>): string {
  const names = Object.keys(teams).sort();
  const bound = (['admin', 'operator'] as const).flatMap((role) =>
    names
      .filter((team) => teams[team]?.argocd === role)
      .map((team) => `contains(groups[*], '@${organization}/${team}') && '${roles[role]}'`),
  );
  return [...bound, "'Viewer'"].join(' || ');
}

/** The client secret. */
export function clientSecret({ clientSecret: origin }: Sso): DeclaredSecret {
  return {
    ...origin,
    name: GITHUB.name,
    namespace: 'grafana',
    keys: [KEY],
    purpose: 'signing in to Grafana through GitHub',
  };
}
