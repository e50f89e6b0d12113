import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ClusterFacts } from '../model.ts';

/** The minor versions of Kubernetes that Talos 1.13 runs. Upstream: pkg/machinery/compatibility/talos113. */
const OLDEST = 31;
const NEWEST = 36;

type Problem = Pick<Diagnostic, 'code' | 'message' | 'hint'> & { readonly inside: Path };

/** What Omni would refuse, or do otherwise than meant, long after everything here is merged. */
export const omniCluster: Check = {
  summary: 'Omni can make each cluster for which machines are given.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    const first = new Map<string, string>();
    for (const { facts } of model.clusters) {
      const { name, omni } = facts;
      if (omni === undefined) continue;
      for (const problem of problemsOf(facts)) yield located(name, problem);
      const known = omni.name ?? name;
      const other = first.get(known);
      if (other === undefined) first.set(known, name);
      else yield located(name, sameName(known, other));
    }
  },
};

function* problemsOf({ host, kubernetes, nodes }: ClusterFacts): Iterable<Problem> {
  if (host !== undefined) {
    const message = `it runs inside ${host} and has no machines of its own`;
    return yield { code: 'no-machines', inside: ['omni'], message, hint: 'remove `omni`' };
  }
  if (nodes.controlPlanes.length === 0) {
    yield {
      code: 'quorum',
      inside: ['nodes'],
      message: 'it has no control plane',
      hint: 'name one or three under `controlPlanes`',
    };
  }
  yield* version(kubernetes);
}

/** Omni takes the first patch release for a version without one, and a cluster that has a later one back to it. */
function* version(kubernetes: string): Iterable<Problem> {
  const [, minor = '', patch] = kubernetes.split('.');
  const known = Number(minor) >= OLDEST && Number(minor) <= NEWEST;
  const inside = ['kubernetes'];
  if (!known) {
    const message = `Talos 1.13 does not run Kubernetes ${kubernetes}`;
    yield { code: 'wrong-value', inside, message, hint: `it runs 1.${OLDEST} to 1.${NEWEST}` };
  } else if (patch === undefined) {
    const message = `Omni installs an exact version, and \`${kubernetes}\` leaves out the last part`;
    yield { code: 'wrong-value', inside, message, hint: 'write all three parts, in quotes' };
  }
}

function sameName(known: string, other: string): Problem {
  const message = `in Omni, the name \`${known}\` is ${other}'s already`;
  return { code: 'wrong-value', inside: ['omni'], message, hint: 'give each cluster a `name` of its own there' };
}

function located(cluster: string, { inside, ...problem }: Problem): Diagnostic {
  const path = ['clusters', cluster, ...inside];
  return { ...problem, severity: 'error', clusters: [cluster], path, at: inside[0] === 'kubernetes' ? 'value' : 'key' };
}
