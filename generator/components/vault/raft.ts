import type { PlatformOptions } from '../../component.ts';
import { renderText } from '../../text.ts';
import { auditDevice } from './audit-device.ts';
import { type Seal, sealAccess } from './seal.ts';

/** Vault's own file in HCL: raft storage on each server, TLS everywhere, and how it is unsealed when that is not up to people. */
export function raftFile(options: PlatformOptions<'vault'>, seal?: Seal): string {
  const { distribution, ui, replicas, plugins, generateRoot } = options;
  const isVault = distribution === 'vault';
  const audit = auditDevice(options);
  const fields = Object.entries((seal === undefined ? undefined : sealAccess(seal)?.fields) ?? {});
  const width = Math.max(0, ...fields.map(([name]) => name.length));
  return renderText('vault/raft.hcl', {
    ui: String(ui),
    isVault,
    isOpenbao: !isVault,
    opensVaultRoot: isVault && generateRoot,
    opensOpenbaoRoot: !isVault && generateRoot,
    auditName: audit.name,
    auditPath: audit.path,
    members: Array.from({ length: replicas }, (_, index) => `vault-${index}`),
    hasPlugins: Object.keys(plugins).length > 0,
    hasSeal: fields.length > 0,
    kind: seal?.kind ?? '',
    keys: fields.map(([name, value]) => ({ name: name.padEnd(width), value })),
  });
}
