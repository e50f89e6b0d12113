import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { repository } from './cli.ts';

interface Written {
  apps?: unknown;
  access?: unknown;
  terraform?: unknown;
  allowed?: unknown;
  clusters: { [name: string]: { argocd: unknown; components?: { [component: string]: unknown } } };
  components: { [component: string]: unknown };
}

/** The shipped platform with its hub and as many clusters like it as make `count`, each with the hub's components and more. */
export function manyClusters(count: number): string {
  const platform = parse(readFileSync(join(repository, 'platform.yaml'), 'utf8')) as Written;
  const { production } = platform.clusters;
  if (production === undefined) throw new Error('the shipped platform has no production');
  const more = { kubevious: {}, 'external-secrets': {}, 'sealed-secrets': {}, 'rook-ceph': {} };
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const name = `site-${String(index + 1).padStart(3, '0')}`;
    const { omni: _omni, ...own } = production as typeof production & { omni?: unknown };
    return [name, { ...own, argocd: { hub: 'production' } }] as const;
  });
  const components = { ...platform.components, ...more };
  // apps, sandboxes and members name clusters that are not among these
  const { apps: _apps, access: _access, terraform: _terraform, allowed: _allowed, ...rest } = platform;
  return stringify({ ...rest, components, clusters: { production, ...Object.fromEntries(others) } });
}
