import type { VaultOptions } from '../../generated/options.ts';

/** Where the audit log goes: into the output of the container, or into files on a volume of its own. The device of either has another name, since one that is there cannot be changed. */
export function auditDevice({ auditStorage }: Pick<VaultOptions, 'auditStorage'>): {
  readonly name: string;
  readonly path: string;
} {
  return auditStorage === undefined
    ? { name: 'output', path: 'stdout' }
    : { name: 'volume', path: '/vault/audit/audit.log' };
}
