import type { ChartValues, PlatformContext } from '../../component.ts';
import { contactOf, smtp } from './alerts/contact.ts';
import { signIn } from './sign-in.ts';

/** Apps for other data sources than ours; Grafana would fetch the newest of each at every start. */
const unwanted = [
  'grafana-advisor-app',
  'grafana-exploretraces-app',
  'grafana-lokiexplore-app',
  'grafana-metricsdrilldown-app',
  'grafana-pyroscope-app',
];

/** Grafana's own file: how people sign in, how mail goes out, and nothing that reports to anybody. */
export function grafanaIni(context: PlatformContext<'grafana', never, 'clickhouse/instance'>): ChartValues {
  const { sso } = context.options;
  const { access } = context.platform;
  return {
    analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    news: { news_feed_enabled: false },
    security: { cookie_secure: true, disable_gravatar: true },
    users: { allow_sign_up: false },
    plugins: { disable_plugins: unwanted.join(','), preinstall_auto_update: false },
    ...(sso === undefined || access === undefined ? {} : signIn(sso, access)),
    ...smtp(contactOf(context)),
  };
}
