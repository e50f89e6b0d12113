import { hash } from 'node:crypto';

/** A key for all these inputs together: the sha256 of their JSON, in hex. */
export function digest(...inputs: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(inputs));
}
