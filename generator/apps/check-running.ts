import type { NamedService } from '../app.ts';
import type { Finding } from '../component.ts';
import { impossibleSchedule } from '../impossible-schedule.ts';

/** What contradicts itself in when, how often and how well a service runs; paths begin at the service's block. */
export function* running(service: NamedService): Iterable<Finding> {
  yield* timetable(service);
  yield* number(service);
  yield* probes(service);
}

function* timetable({ options }: NamedService): Iterable<Finding> {
  if (options.schedule === undefined) {
    yield* endless(options);
    return;
  }
  for (const option of ['port', 'host', 'replicas', 'autoscaling'] as const)
    if (options[option] !== undefined)
      yield {
        code: 'wrong-value',
        severity: 'error',
        path: [option],
        message: `\`${option}\` is for what runs all the time, and this runs by a \`schedule\``,
        hint: 'leave one of them out',
      };
  yield* impossibleSchedule(options.schedule, ['schedule']);
}

/** What runs all the time has no end that could be late. */
function* endless({ deadline }: NamedService['options']): Iterable<Finding> {
  if (deadline === undefined) return;
  yield {
    code: 'wrong-value',
    severity: 'error',
    path: ['deadline'],
    message: '`deadline` is for what runs by a `schedule`, and this runs all the time',
    hint: 'add `schedule:`, or leave it out',
  };
}

/** How many there are is said once, and so that there is a number between. */
function* number({ options: { autoscaling, replicas } }: NamedService): Iterable<Finding> {
  if (autoscaling === undefined) return;
  const wrong = { code: 'wrong-value', severity: 'error' } as const;
  const { min, max } = autoscaling;
  if (min > max) {
    const message = `at least ${min} are to run, and at most ${max}`;
    yield { ...wrong, path: ['autoscaling', 'max'], message, hint: '`max` must be no less than `min`' };
  }
  if (replicas === undefined) return;
  const hint = 'leave one of them out; `replicas: null` does so on a cluster';
  const message = `there are ${replicas} \`replicas\`, and \`autoscaling\` says how many run`;
  yield { ...wrong, path: ['replicas'], message, hint };
}

/** A path is asked at a port. */
function* probes({ name, options: { port, probe } }: NamedService): Iterable<Finding> {
  if (probe.path === undefined || port !== undefined) return;
  const message = `\`${probe.path}\` is asked for nowhere: \`${name}\` has no \`port\``;
  const hint = 'add `port:`, on which it listens, or leave the probe out';
  yield { code: 'missing-option', severity: 'error', path: ['probe', 'path'], message, hint };
}
