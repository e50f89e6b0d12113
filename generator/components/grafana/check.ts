import type { CheckContext, Finding } from '../../component.ts';
import type { Path } from '../../diagnostic.ts';
import { unknownIssuer } from '../../unknown-issuer.ts';

type Context = CheckContext<'grafana'>;

/** What the schema cannot say: who signs in and who may, which issuers there are, and whether there is something to show and somebody to tell. */
export function* check(context: Context): Iterable<Finding> {
  yield* people(context);
  yield* origins(context);
  yield* unknownIssuer(context.options.issuer, context);
  yield* telemetry(context);
  yield* recipient(context);
}

function* people({ options: { sso }, platform: { access } }: Context): Iterable<Finding> {
  if (sso === undefined) return;
  const path = ['sso'];
  if (access === undefined) {
    const message = 'people sign in through an organisation on GitHub, and the platform names none';
    const hint = 'add `access: { organization: … }` at the top';
    yield { code: 'missing-option', severity: 'error', path, message, hint };
    return;
  }
  if (Object.values(access.teams).some(({ argocd }) => argocd === 'admin')) return;
  const message = 'with `sso` nobody signs in as `admin`, and no team is an admin';
  const hint = 'give a team in `access.teams` `argocd: admin`, which holds in Grafana too';
  yield { code: 'no-administrator', severity: 'warning', path, message, hint };
}

function* origins({ options: { sso, alerts } }: Context): Iterable<Finding> {
  const { contact } = alerts;
  const secret = contact?.kind === 'webhook' ? contact.address : contact?.login;
  if (sso?.clientSecret.origin === 'generated') yield notGenerated(['sso', 'clientSecret', 'origin'], 'GitHub makes');
  if (contact === undefined || secret?.origin !== 'generated') return;
  const key = contact.kind === 'webhook' ? 'address' : 'login';
  yield notGenerated(['alerts', 'contact', key, 'origin'], 'who takes the messages makes');
}

function notGenerated(path: Path, maker: string): Finding {
  const message = `${maker} this secret, so Vault cannot`;
  return { code: 'wrong-value', severity: 'error', path, message, hint: 'put it into Vault by hand: `origin: vault`' };
}

function* telemetry({ enabled }: Context): Iterable<Finding> {
  const problem = { code: 'no-telemetry', severity: 'warning', path: [] } as const;
  if (enabled.clickhouse === undefined) {
    const message =
      'there is nothing to show: without `clickhouse` Grafana has no data source, no dashboards and no alerts';
    yield {
      ...problem,
      message,
      hint: 'enable `clickhouse` and `opentelemetry` on this cluster, or leave `grafana` out',
    };
  } else if (enabled.opentelemetry === undefined || enabled.opentelemetry.export?.kind === 'otlp') {
    const message = 'nothing writes into ClickHouse, so every dashboard is empty';
    const hint = 'enable `opentelemetry` on this cluster, with ClickHouse as the place that it sends to';
    yield { ...problem, message, hint };
  }
}

function* recipient({ options: { alerts }, enabled }: Context): Iterable<Finding> {
  if (enabled.clickhouse === undefined || alerts.contact !== undefined) return;
  const message = 'alerts stand in Grafana only, where somebody has to look for them';
  const hint = 'say whom they are sent to: `alerts: { contact: { kind: webhook, format: … } }`';
  yield { code: 'no-recipient', severity: 'warning', path: ['alerts'], message, hint };
}
