import { defineComponent } from '../../component.ts';
import { check } from './check.ts';
import { install } from './stages/install.ts';
import { secrets } from './stages/secrets.ts';
import { upkeep } from './upkeep.ts';

/** Sealed Secrets: encrypted values in git. Upstream: bitnami-labs/sealed-secrets. */
export const sealedSecrets = defineComponent({
  name: 'sealed-secrets',
  summary: 'Secrets whose values stand in git, sealed for one cluster',
  namespace: { name: 'kube-system', podSecurity: 'privileged' },
  pitfalls: [
    'The keys are nowhere but in the cluster, and with them every sealed value is lost. The runbook says how to back them up, when again, and how to bring them back before the first sync.',
    'A new pair of keys is made every 30 days. Values stay sealed with the older one, and a value that has leaked stays leaked: change it at its source, then seal it anew.',
    "kubeseal looks for `sealed-secrets-controller` in kube-system; under the chart's own name it finds nothing without further flags.",
    'Argo CD would wait for a SealedSecret for ever without its status (`updateStatus`), which is on.',
    'A value is tried five times and then given up: one that was sealed for another cluster, or before its keys came back, stays Degraded until it changes or the controller starts again.',
    'The controller touches no Secret that is there already: delete the one that was made by hand. The Secret goes with its SealedSecret.',
    'A value in plain text where a sealed one belongs is an error that does not repeat it; so is a sealed value that was cut off.',
    'A SealedSecret without a type makes an `Opaque` Secret; here keys such as `tls.crt` and `tls.key` give it the type that those who use it insist on.',
  ],
  stages: { install, secrets },
  check,
  upkeep: ({ options }) => upkeep(options),
});
