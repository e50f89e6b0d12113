import type { PlatformOptions } from '../../component.ts';
import { bytes } from '../../kubernetes/bytes.ts';
import { renderText } from '../../text.ts';
import type { Yaml } from '../../yaml.ts';
import { distributionOf } from './distributions.ts';

const unprivileged = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };

/** A container that tells Vault to read a renewed certificate, which it does not notice by itself, and turns over the audit log. */
export function reload(options: PlatformOptions<'vault'>): Yaml {
  const { auditStorage } = options;
  const { image, command } = distributionOf(options);
  // six old files and the one being written stay below the volume's size
  const auditBytes = auditStorage === undefined ? 0 : Math.floor(bytes(auditStorage.size) / 8);
  return {
    name: 'reload',
    image,
    command: [
      '/bin/sh',
      '-c',
      renderText('vault/reload.sh', { process: command, hasAudit: auditStorage !== undefined, auditBytes }),
    ],
    resources: { requests: { cpu: '5m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    securityContext: unprivileged,
    volumeMounts: [
      { name: 'tls', mountPath: '/vault/tls', readOnly: true },
      ...(auditStorage === undefined ? [] : [{ name: 'audit', mountPath: '/vault/audit' }]),
    ],
  };
}

/** A container that fetches plugins into the server's volume before it starts, unless they are there already. */
export function fetchPlugins(options: PlatformOptions<'vault'>): Yaml {
  const rows = Object.entries(options.plugins).map(([name, plugin]) => ({ name, ...plugin }));
  return {
    name: 'fetch-plugins',
    image: distributionOf(options).image,
    command: ['/bin/sh', '-c', renderText('vault/fetch-plugins.sh', { plugins: rows })],
    resources: { requests: { cpu: '5m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    securityContext: unprivileged,
    volumeMounts: [{ name: 'data', mountPath: '/vault/data' }],
  };
}
