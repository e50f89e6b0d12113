import { createHash } from 'node:crypto';

/** A key for all these inputs together: the sha256 of their JSON, in hex. */
export function digest(...inputs: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}
