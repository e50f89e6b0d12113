import { hostname } from 'node:os';
import { birthOf, isRunning } from './process-life.ts';

/** The process that holds a lock. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** As `birthOf` says; two processes with the same number differ in it. */
  readonly birth: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

// Long after the slowest run ended; only for owners that cannot be looked at, on another host.
const patience = 600_000;

/** This process, as text for a lock. */
export function signature(): string {
  const owner: Owner = { pid: process.pid, host: hostname(), birth: birthOf(process.pid), since: Date.now() };
  return JSON.stringify(owner);
}

/** The owner that signed with this text; undefined when the text is not a whole signature. */
export function readSignature(text: string): Owner | undefined {
  try {
    const { pid, host, birth, since }: Partial<Record<keyof Owner, unknown>> = JSON.parse(text);
    const isWhole = Number.isInteger(pid) && typeof host === 'string' && typeof birth === 'string';
    return isWhole && Number(pid) > 0 ? { pid: Number(pid), host, birth, since: Number(since) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the owner has ended without letting go of its lock. */
export function isDead(owner: Owner): boolean {
  if (owner.host !== hostname()) return Date.now() - owner.since > patience;
  return !isRunning(owner.pid, owner.birth);
}

/** The owner in words: `process 123`, and its host when that is another one. */
export function nameOf(owner: Owner): string {
  return owner.host === hostname() ? `process ${owner.pid}` : `process ${owner.pid} on ${owner.host}`;
}
