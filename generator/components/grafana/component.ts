import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { access } from './stages/access.ts';
import { dashboards } from './stages/dashboards.ts';
import { install } from './stages/install.ts';

/** Grafana: what OpenTelemetry gathers in ClickHouse, on dashboards and in alerts. Upstream: grafana/grafana, grafana-community/helm-charts. */
export const grafana = defineComponent({
  name: 'grafana',
  summary: 'Traces, logs and metrics on dashboards, and alerts, all of it as code',
  namespace: { name: 'grafana', podSecurity: 'restricted' },
  pitfalls: [
    'The chart makes a new password at every render, and a pod for its test at every sync; the password is made in Vault instead, and the test is off.',
    'A container of the chart changes the owner of the volume as root, which a restricted namespace refuses; the volume gets its group from the pod.',
    'A cluster without ClickHouse has no data source, no dashboard and no alert, rather than ones that fail.',
    'Grafana forgets no alert by itself: one whose component is gone is named to be deleted. A contact that is taken out of platform.yaml stays until somebody resets the notification policies (`DELETE /api/v1/provisioning/policies`).',
    'Alerts are read when Grafana starts, so a changed alert replaces the pod; dashboards are seen at once.',
    'What is provisioned cannot be changed in the browser. A copy of a dashboard can, and is on the volume.',
    'Grafana reads `$NAME` into data sources as an environment variable. Passwords that Vault makes have no `$`; SQL in alerts is left alone.',
    'The plugin for ClickHouse is fetched from grafana.com at the first start and kept on the volume; without that way out Grafana does not start.',
    'Grafana would fetch the newest version of five apps for other data sources at each start; they are off.',
    "A metric that stops says nothing: where a component's own are missing, its alert says that there is no data, and one alert watches that anything is measured at all.",
    'A team is `@<organisation>/<slug>`, with the organisation as `access.organization` spells it. An organisation that restricts OAuth apps must approve this one.',
    'With `sso` the form for a password is gone. The account `admin` still answers to the API: `kubectl -n grafana port-forward svc/grafana 3000:80`, then `curl -u admin …`.',
    'Its password is read at the very first start only; later, `grafana cli admin reset-admin-password` in the pod sets it.',
    'The volume is for one pod, so an update stops Grafana before it starts anew, and alerts wait that long.',
  ],
  stages: { dashboards, install, access },
  check,
});
