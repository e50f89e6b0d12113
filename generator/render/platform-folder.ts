import { membersOf } from '../members.ts';
import type { Model } from '../model.ts';
import { accessPolicy } from './access-policy.ts';
import { yamlFile } from './header.ts';

/** What exists once for the whole platform, in the folder of the hub. */
export function* platformFolder({ facts, clusters }: Model): Iterable<readonly [string, string]> {
  const hub = clusters.find((cluster) => cluster.facts.isHub);
  const members = membersOf(facts.access);
  if (hub === undefined) return;
  const folder = `clusters/${hub.facts.name}/platform`;
  if (members.length > 0)
    yield [`${folder}/omni/access-policy.yaml`, yamlFile(['access', 'members'], accessPolicy(members, clusters))];
}
