import type { Diagnostic, Path } from '../diagnostic.ts';
import type { StageId } from '../generated/options.ts';
import type { Model } from '../model.ts';
import type { DeclaredSecret } from '../secret.ts';
import { componentOf } from '../stage-access.ts';
import type { StageSecrets } from './declared-secrets.ts';

/** A stage needs another that is not enabled on the cluster. */
export function missingNeed(
  id: StageId,
  need: StageId,
  secrets: readonly StageSecrets[],
  cluster: string,
  origin: Model['origin'],
  switchedOff: Path | undefined,
): Diagnostic {
  const [from, to] = [componentOf(id), componentOf(need)];
  const taken = secrets.find(({ stage }) => stage === id)?.secrets.find((each) => each.origin !== 'bootstrap');
  const why =
    taken === undefined ? '' : `, because its secret \`${taken.name}\` comes from Vault (origin \`${taken.origin}\`)`;
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

/** A stage that Vault itself needs takes a secret from Vault. */
export function secretBeforeVault(
  stage: StageId,
  secret: DeclaredSecret,
  cluster: string,
  origin: Model['origin'],
): Diagnostic {
  return {
    code: 'secret-before-vault',
    severity: 'error',
    clusters: [cluster],
    message: `${stage} takes its secret \`${secret.name}\` from Vault (origin \`${secret.origin}\`), and Vault needs ${stage} first`,
    hint: 'give it `origin: bootstrap`: a Kubernetes Secret put in by hand before Vault exists; the runbook will name it',
    path: origin(cluster, componentOf(stage)),
  };
}
