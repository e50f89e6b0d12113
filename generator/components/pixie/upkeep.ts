import type { CheckContext, Upkeep } from '../../component.ts';
import { INSTANCE, NAMESPACE, OPERATOR_NAMESPACE } from './names.ts';

/** What the runbook asks of people: to see that the export runs, and to take away what Pixie leaves behind. */
export function upkeep({ options, enabled }: CheckContext<'pixie'>): readonly Upkeep[] {
  const exports = enabled.opentelemetry !== undefined && options.export.length > 0;
  return [...(exports ? [seeExport] : []), removal];
}

const seeExport: Upkeep = {
  title: 'See that Pixie hands on what it sees',
  text: "After the first sync, and after another `release`. The patch of the query broker goes through Pixie's cloud, and an error in a script is in its log only: the variable must be there, and the log must not name a script that failed. The OpenTelemetry plugin in the web interface of the cloud stays off, or all comes twice.",
  commands: [
    `kubectl -n ${NAMESPACE} get deployment vizier-query-broker -o yaml | grep -A1 PL_CRON_SCRIPT_SOURCES`,
    `kubectl -n ${NAMESPACE} logs deployment/vizier-query-broker --since=10m | grep -i 'cron'`,
  ],
};

const removal: Upkeep = {
  title: 'Take away what Pixie leaves behind',
  text: 'After `pixie` is switched off: its operator goes at the same time as its instance, and may not be done by then.',
  commands: [
    `kubectl delete namespace ${NAMESPACE} ${OPERATOR_NAMESPACE}`,
    `kubectl delete clusterroles,clusterrolebindings -l vizier-name=${INSTANCE}`,
  ],
};
