import type { PlatformOptions } from '../../component.ts';
import { create } from '../../kubernetes/create.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { DOMAIN, ports, SERVICE } from './names.ts';

/** What is put into programs, in each namespace whose pods may ask for it; a trace that began elsewhere is kept if it was there. */
export function instrumentations({
  namespaces,
  sampling,
}: PlatformOptions<'opentelemetry'>['instrumentation']): readonly KubernetesObject[] {
  return namespaces.map((namespace) =>
    create('opentelemetry.io/v1alpha1', 'Instrumentation', {
      metadata: { name: 'default', namespace, annotations: { 'argocd.argoproj.io/sync-wave': '4' } },
      spec: {
        exporter: { endpoint: `http://${SERVICE}.${DOMAIN}:${ports.http}` },
        propagators: ['tracecontext', 'baggage'],
        sampler: { type: 'parentbased_traceidratio', argument: String(sampling / 100) },
      },
    }),
  );
}
