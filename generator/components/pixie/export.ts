import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { renderText } from '../../text.ts';
import { toYaml } from '../../yaml.ts';
import { NAMESPACE } from './names.ts';

type Signal = PlatformOptions<'pixie'>['export'][number];

const scripts = { requests: 'pixie/requests.pxl', traffic: 'pixie/traffic.pxl' } as const;

/** Pixie's clock and the newest ten seconds; in a shorter time it would not be done. */
const SECONDS = 10;

/**
 * Scripts that Pixie runs by itself and that hand what it sees on to the collector. Its query broker takes them from ConfigMaps with this label and
 * these three keys (upstream: src/vizier/services/query_broker/script_runner).
 */
export function exportScripts(signals: readonly Signal[]): readonly KubernetesObject[] {
  const endpoint = { url: 'gateway-collector.opentelemetry.svc:4317', insecure: true };
  return signals.map((signal) =>
    create('v1', 'ConfigMap', {
      metadata: { name: `export-${signal}`, namespace: NAMESPACE, labels: { purpose: 'cron-script' } },
      data: {
        'script.pxl': renderText(scripts[signal], {}),
        'configs.yaml': toYaml({ otelEndpointConfig: endpoint }),
        'cron.yaml': toYaml({ frequency_s: SECONDS }),
      },
    }),
  );
}
