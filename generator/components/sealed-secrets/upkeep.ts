import type { Upkeep } from '../../component.ts';
import type { SealedSecretsOptions } from '../../generated/options.ts';

const FILE = 'sealed-secrets-keys.yaml';
const KEYS = 'sealedsecrets.bitnami.com/sealed-secrets-key';

/** The keys are nowhere but in the cluster: what a person does so that they are not lost with it. */
export function upkeep({ keyRenewal }: SealedSecretsOptions): readonly Upkeep[] {
  const again =
    keyRenewal === '0' ? '' : `, and again after each new pair (one every ${keyRenewal}; the older ones stay)`;
  return [
    {
      title: 'Back up the keys that open sealed values',
      text: `After the first sync${again}. Without this file, a cluster that is built anew opens none of its sealed values. It opens all of them: keep it outside of the repository.`,
      commands: [`kubectl -n kube-system get secret -l ${KEYS} -o yaml > ${FILE}`],
    },
    {
      title: 'Bring the keys back into a cluster that is built anew',
      text: 'Before its first sync. A controller that is there already has made keys of its own, and reads these when it starts again.',
      commands: [
        `kubectl apply -f ${FILE}`,
        'kubectl -n kube-system delete pod -l app.kubernetes.io/name=sealed-secrets',
      ],
      beforeSync: true,
    },
  ];
}
