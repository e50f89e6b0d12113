import { broughtSecrets } from '../../brought-secrets.ts';
import type { CheckContext, Finding } from '../../component.ts';

/** What the schema cannot say: that every secret which is said to be sealed is, with all of its keys. */
export function* check({ options: { secrets }, cluster }: CheckContext<'sealed-secrets'>): Iterable<Finding> {
  yield* broughtSecrets(cluster.secrets, {
    origin: 'sealed',
    entries: secrets.map(({ name, namespace, encryptedData }) => ({
      name,
      namespace,
      keys: Object.keys(encryptedData),
    })),
    option: 'encryptedData',
    missing: 'its values are sealed nowhere',
    hint: ({ name, namespace }) =>
      `seal each value with \`kubeseal --raw --namespace ${namespace} --name ${name} --from-file=<file>\``,
  });
}
