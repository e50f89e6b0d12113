import type { Diagnostic, Path } from '../diagnostic.ts';
import type { StageId } from '../generated/options.ts';
import type { Model } from '../model.ts';
import { type DeclaredSecret, origins } from '../secret.ts';
import { componentOf } from '../stage-access.ts';

/** A stage needs another that is not enabled on the cluster, for one of its secrets or in any case. */
export function missingNeed(
  id: StageId,
  need: StageId,
  secret: DeclaredSecret | undefined,
  cluster: string,
  origin: Model['origin'],
  switchedOff: Path | undefined,
): Diagnostic {
  const [from, to] = [componentOf(id), componentOf(need)];
  const why = secret === undefined ? '' : `, because its secret \`${secret.name}\` comes from ${fromWhere(secret)}`;
  const enable =
    switchedOff === undefined ? `add \`${to}: {}\` to the components` : `remove \`${switchedOff.join('.')}\``;
  return {
    code: 'missing-need',
    severity: 'error',
    component: from,
    clusters: [cluster],
    message: `it needs ${to}${why}, and ${to} is not enabled there`,
    hint: `${enable}, or switch ${from} off there with \`enabled: false\``,
    path: origin(cluster, from),
  };
}

/** Stages need each other in a circle. */
export function cycleProblem(cycle: readonly StageId[], cluster: string, origin: Model['origin']): Diagnostic {
  const components = [...new Set(cycle.map(componentOf))];
  return {
    code: 'cycle',
    severity: 'error',
    clusters: [cluster],
    message: `stages need each other in a circle: ${cycle.join(' → ')}`,
    hint: 'each arrow reads "needs"; change the option behind one of them',
    path: origin(cluster, components[0] ?? componentOf(cycle[0] as StageId)),
    related: components
      .slice(1)
      .map((component) => ({ message: `${component} is part of the circle`, path: origin(cluster, component) })),
  };
}

function fromWhere({ origin }: DeclaredSecret): string {
  return `${origins[origin]} (origin \`${origin}\`)`;
}

/** A stage that the source of a secret needs takes the secret from there. */
export function secretBeforeSource(
  stage: StageId,
  secret: DeclaredSecret,
  cluster: string,
  origin: Model['origin'],
): Diagnostic {
  return {
    code: 'secret-before-source',
    severity: 'error',
    clusters: [cluster],
    message: `${stage} takes its secret \`${secret.name}\` from ${fromWhere(secret)}, and ${origins[secret.origin]} needs ${stage} first`,
    hint: 'give it `origin: bootstrap`: a Kubernetes Secret put in by hand before Vault exists; the runbook will name it',
    path: origin(cluster, componentOf(stage)),
  };
}
