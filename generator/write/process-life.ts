import { readFileSync } from 'node:fs';
import { codeOf } from './disk-failure.ts';

/** When a process of this host began, in a form to compare; empty where the system does not say (see proc(5), field 22 of stat). */
export function birthOf(pid: number): string {
  return stat(pid)[19] ?? '';
}

/** Whether the process that had this number and this birth still runs. */
export function isRunning(pid: number, birth: string): boolean {
  const now = stat(pid);
  const born = now[19] ?? '';
  // A dead process whose parent does not ask for its end keeps its number as a zombie.
  if (now[0] === 'Z' || (born !== '' && birth !== '' && born !== birth)) return false;
  return answers(pid);
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

// The second field is the program's name in parentheses, which may contain anything; the list begins after it.
function stat(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
