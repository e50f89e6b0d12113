import type { Access, ArgocdOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';
import { toYaml } from '../../yaml.ts';

type Sso = NonNullable<ArgocdOptions['sso']>;

const SECRET = 'argocd-github';
const KEY = 'clientSecret';

/** dex's part of argocd-cm, as YAML: every member of the organisation may sign in, and a team is known by its slug. */
export function connectors({ clientId }: Sso, { organization }: Access): string {
  const github = {
    clientID: clientId,
    clientSecret: `$${SECRET}:${KEY}`,
    orgs: [{ name: organization }],
    teamNameField: 'slug',
  };
  return toYaml({ connectors: [{ type: 'github', id: 'github', name: 'GitHub', config: github }] });
}

/** The client secret; Argo CD reads from another Secret than its own only what is labelled as its part. */
export function clientSecret({ clientSecret: origin }: Sso): DeclaredSecret {
  return {
    ...origin,
    name: SECRET,
    namespace: 'argocd',
    keys: [KEY],
    purpose: 'signing in to Argo CD through GitHub',
    labels: { 'app.kubernetes.io/part-of': 'argocd' },
  };
}
