import type { CheckContext, Finding } from '../../component.ts';
import { enforcesPolicies } from '../../enforces-policies.ts';
import { clustersInside, instances, sandboxed } from './instances.ts';
import { releases } from './values.ts';

type Context = CheckContext<'vcluster'>;

/** What the schema cannot say: of a cluster that the platform knows, its version and its name are said elsewhere. */
export function* check(context: Context): Iterable<Finding> {
  yield* saidTwice(context);
  yield* versions(context);
  yield* names(context);
  yield* walls(context);
}

const wrong = { code: 'wrong-value', severity: 'error' } as const;

function* saidTwice(context: Context): Iterable<Finding> {
  for (const { name, kubernetes } of clustersInside(context)) {
    if (context.options.instances[name]?.kubernetes === undefined) continue;
    const path = ['instances', name, 'kubernetes'];
    const message = `the cluster \`${name}\` says that it has Kubernetes ${kubernetes}`;
    yield { ...wrong, path, message, hint: 'leave the version out here' };
  }
}

function* versions(context: Context): Iterable<Finding> {
  for (const { name, kubernetes } of instances(context)) {
    if (Object.hasOwn(releases, kubernetes)) continue;
    const message = `\`${name}\` is to have Kubernetes ${kubernetes}, which vcluster does not bring`;
    yield { ...wrong, path: [], message, hint: `it brings ${Object.keys(releases).join(', ')}` };
  }
}

/** Helm's limit; the schema says it of those that stand in the component's list. */
function* names(context: Context): Iterable<Finding> {
  for (const { name } of clustersInside(context)) {
    if (name.length <= 53) continue;
    yield {
      ...wrong,
      path: [],
      message: `\`${name}\` is longer than 53 characters`,
      hint: 'give the cluster a shorter name',
    };
  }
}

/** A sandbox is cut off by a NetworkPolicy, and those of a cluster inside are handed to the one around it; flannel alone takes no notice of either. */
function* walls(context: Context): Iterable<Finding> {
  const { name, cni } = context.cluster;
  if (enforcesPolicies(cni)) return;
  const inside = clustersInside(context).filter(({ networkPolicies }) => networkPolicies);
  const isolated = sandboxed(context).length > 0;
  if (!isolated && inside.length === 0) return;
  yield {
    code: 'unenforced-policy',
    severity: 'error',
    path: isolated ? ['sandboxes'] : [],
    message: isolated
      ? 'nothing enforces the network policies that cut sandboxes off'
      : `nothing enforces the network policies that ${inside.map((each) => each.name).join(', ')} would hand over`,
    hint: `set \`kubeNetworkPoliciesEnabled\` in its machine configuration, and \`cni: { networkPolicies: true }\` for the cluster ${name}`,
  };
}
