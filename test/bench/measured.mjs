import { spawnSync } from 'node:child_process';

// a certificate file in the environment costs Node 40 ms at every start, whatever it runs
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

/** Why nothing can be measured here; empty where it can. */
export const unable =
  spawnSync('/usr/bin/time', ['-f', '%U', 'true']).status === 0
    ? ''
    : "GNU time is not installed at /usr/bin/time; Debian's package is called `time`";

/** The middle one. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What one run of a command cost with all the processes that it started: CPU and wall seconds, and the MiB of the largest of them. */
export function once([command, ...words], { cwd, env = {}, accepts = [0] }) {
  const run = spawnSync('/usr/bin/time', ['-q', '-f', '%U %S %e %M', command, ...words], {
    cwd,
    env: { ...environment, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (!accepts.includes(run.status)) throw new Error(`${command} ${words.join(' ')}: ${run.stderr}`);
  const [user, system, wall, peak] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { cpu: user + system, wall, peak: peak / 1024 };
}

/** The median of several runs; `before` prepares each of them. */
export function measured(command, { runs, before = () => ({}), ...options }) {
  const all = Array.from({ length: runs }, (_, index) => once(command, { ...options, ...before(index) }));
  const of = (name) => median(all.map((each) => each[name]));
  const spread = all.map(({ cpu }) => cpu);
  return {
    runs,
    cpu: of('cpu'),
    low: Math.min(...spread),
    high: Math.max(...spread),
    wall: of('wall'),
    peak: of('peak'),
  };
}
