import type { CheckContext, Finding } from '../../component.ts';
import { unknownIssuer } from '../../unknown-issuer.ts';
import { checkedWith, toolsOf } from './bundled-tools.ts';

type Context = CheckContext<'argocd'>;

/** What the schema cannot say: how people sign in and who may, which issuers there are, what a release brings, and how many nodes there are. */
export function* check(context: Context): Iterable<Finding> {
  yield* organization(context);
  yield* administrator(context);
  yield* clientSecret(context);
  yield* unknownIssuer(context.options.issuer, context);
  yield* release(context);
  yield* repository(context);
  yield* nodes(context);
}

function* organization({ options: { sso }, platform: { access } }: Context): Iterable<Finding> {
  if (sso === undefined || access !== undefined) return;
  const message = 'people sign in through an organisation on GitHub, and the platform names none';
  const hint = 'add `access: { organization: … }` at the top';
  yield { code: 'missing-option', severity: 'error', path: ['sso'], message, hint };
}

function* administrator({ options: { sso }, platform: { access } }: Context): Iterable<Finding> {
  if (sso === undefined || access === undefined) return;
  if (Object.values(access.teams).some(({ argocd }) => argocd === 'admin')) return;
  const message = 'with `sso` there is no local account, and no team is an admin';
  const hint = 'give a team in `access.teams` `argocd: admin`';
  yield { code: 'no-administrator', severity: 'warning', path: ['sso'], message, hint };
}

function* clientSecret({ options: { sso } }: Context): Iterable<Finding> {
  if (sso?.clientSecret.origin !== 'generated') return;
  const path = ['sso', 'clientSecret', 'origin'];
  const message = 'GitHub makes this secret, so Vault cannot';
  const hint = 'put the one that GitHub shows for the OAuth app into Vault: `origin: vault`';
  yield { code: 'wrong-value', severity: 'error', path, message, hint };
}

function* release({ options }: Context): Iterable<Finding> {
  const tools = toolsOf(options.release);
  if (tools?.kustomize === checkedWith.kustomize && tools.helm === checkedWith.helm) return;
  const shipped =
    tools === undefined
      ? 'a Kustomize and a Helm that Plinth does not know'
      : `Kustomize ${tools.kustomize} and Helm ${tools.helm}`;
  const message = `Argo CD ${options.release} ships ${shipped}`;
  const own = `Kustomize ${checkedWith.kustomize} and Helm ${checkedWith.helm}, which Argo CD ${checkedWith.release} ships`;
  const hint = `Plinth checks with ${own}; another pair may build other objects`;
  yield { code: 'argocd-version', severity: 'warning', path: ['release'], message, hint };
}

function* repository({ options, platform: { git } }: Context): Iterable<Finding> {
  const byKey = options.repository === 'sshKey';
  const bySsh = !git.url.startsWith('https://');
  if (byKey === bySsh) return;
  const message = bySsh
    ? "the platform's repository is read by SSH, which needs a key"
    : "a key is for SSH, and the platform's repository is read by HTTPS";
  const hint = bySsh
    ? 'set `repository: sshKey`, or give `git.url` as https://…'
    : 'set `repository: token` or `githubApp`, or give `git.url` as ssh://…';
  yield { code: 'wrong-value', severity: 'error', path: ['repository'], message, hint };
}

function* nodes({ options: { ha }, cluster }: Context): Iterable<Finding> {
  const workers = Object.keys(cluster.nodes.workers).length;
  if (!ha || workers === 0 || workers >= 3) return;
  const there = workers === 1 ? 'is 1 worker' : `are ${workers} workers`;
  const message = `the three copies of Redis take a node each, and there ${there}`;
  yield { code: 'unschedulable', severity: 'error', path: ['ha'], message, hint: 'leave `ha` out' };
}
