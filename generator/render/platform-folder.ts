import { membersOf } from '../members.ts';
import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import type { Registry } from '../registry.ts';
import { accessPolicy } from './access-policy.ts';
import { yamlFile } from './header.ts';
import { renovatePreset } from './renovate.ts';
import { github } from './terraform/github.ts';
import { google } from './terraform/google.ts';

/** What exists once for the whole platform, in the folder of the hub. */
export function* platformFolder(
  model: Model,
  objects: Objects,
  registry: Registry,
): Iterable<readonly [string, string]> {
  const { facts, clusters } = model;
  const hub = clusters.find((cluster) => cluster.facts.isHub);
  if (hub === undefined) return;
  const folder = `clusters/${hub.facts.name}/platform`;
  const members = membersOf(facts.access);
  if (members.length > 0)
    yield [`${folder}/omni/access-policy.yaml`, yamlFile(['access', 'members'], accessPolicy(members, clusters))];
  yield [`${folder}/renovate.json`, renovatePreset(model, objects)];
  for (const [file, text] of github(model)) yield [`${folder}/terraform/github/${file}`, text];
  for (const [file, text] of google(model, registry)) yield [`${folder}/terraform/google/${file}`, text];
}
