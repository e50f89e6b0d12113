import { edgeToleration } from '../../kubernetes/edge-toleration.ts';
import type { Yaml } from '../../yaml.ts';

/** Changes of what the operator makes: the program on each node runs on the edges too, and the query broker looks for scripts in ConfigMaps. */
export function patches(exports: boolean): { readonly [name: string]: string } {
  const broker = {
    containers: [{ name: 'app', env: [{ name: 'PL_CRON_SCRIPT_SOURCES', value: 'cloud configmaps' }] }],
  };
  return {
    'vizier-pem': pod({ tolerations: [edgeToleration] }),
    ...(exports ? { 'vizier-query-broker': pod(broker) } : {}),
  };
}

function pod(spec: Yaml): string {
  return JSON.stringify({ spec: { template: { spec } } });
}
