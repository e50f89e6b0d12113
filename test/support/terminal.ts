import { spawnSync } from 'node:child_process';

const script = `
import os, pty, sys, time, select
# what is typed comes from standard input, a pause after each line
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
typed = sys.stdin.buffer.read().split(b"\\0")
shown = b""
def show(seconds):
    global shown
    end = time.time() + seconds
    while time.time() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                return
            if not data:
                return
            shown += data
for each in [part for part in typed if part]:
    os.write(terminal, each)
    show(2)
show(0.1 if typed != [b""] else 60)
sys.stdout.buffer.write(shown)
`;

/** Whether a terminal can be had here. */
export const hasTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** What a terminal shows of a program, with what is typed into it bit by bit, two seconds apart; without, until it ends. */
export function shownOnTerminal(
  words: readonly string[],
  { cwd, env, typed = [] }: { cwd: string; env?: NodeJS.ProcessEnv; typed?: readonly string[] },
): string {
  const { stdout } = spawnSync('python3', ['-c', script, ...words], {
    cwd,
    encoding: 'utf8',
    input: typed.join('\0'),
    timeout: 110_000,
    env: { ...process.env, TERM: 'xterm', FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
  });
  return stdout;
}
