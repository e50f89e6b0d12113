import { type NamedApp, type NamedService, namespaceOf, partOf } from '../app.ts';
import type { AppSecret } from '../generated/options.ts';
import { create } from '../kubernetes/create.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { KV_MOUNT, roles } from '../kubernetes/secret-objects.ts';
import { toYaml } from '../yaml.ts';

/** The SecretProviderClass of a secret as one service has it: another service may have other keys of it. */
export function providerClassName({ name }: NamedService, secret: string): string {
  return `${name}-${secret}`;
}

/** What the CSI driver shows a service of Vault, a file for each key. Upstream: hashicorp/vault-csi-provider. */
export function providerClasses(app: NamedApp, service: NamedService): readonly KubernetesObject[] {
  return Object.entries(service.options.secrets).flatMap(([name, secret]) =>
    secret.delivery === 'csi' ? [providerClass(app, service, name, secret)] : [],
  );
}

function providerClass(app: NamedApp, service: NamedService, name: string, { keys }: AppSecret): KubernetesObject {
  const secretPath = `${KV_MOUNT}/data/${namespaceOf(app)}/${app.name}/${name}`;
  const objects = keys.map((key) => ({ objectName: key, secretPath, secretKey: key }));
  return create('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', {
    metadata: { name: providerClassName(service, name), namespace: namespaceOf(app), labels: partOf(app.name) },
    // where Vault is and whose certificate it has, the agent beside the provider knows
    spec: { provider: 'vault', parameters: { roleName: roles.reader, objects: toYaml(objects) } },
  });
}
