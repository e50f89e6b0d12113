import type { Path } from '../diagnostic.ts';
import type { ClusterModel, PlatformFacts } from '../model.ts';
import type { Registry } from '../registry.ts';
import { toYaml, withHeader } from '../yaml.ts';
import { headerLine, yamlFile } from './header.ts';
import { machineDemands } from './machine-demands.ts';
import { machinePatches } from './machine-patches.ts';
import { omniTemplate, type TemplateDocument } from './omni-template.ts';

/** The name of the template in its folder; it refers to the patches by their paths from there. */
export const TEMPLATE = 'cluster-template.yaml';

/** What Omni makes the machines of a cluster from: the template and the patches that it names. Nothing where platform.yaml has no machines. */
export function* omniFolder(
  cluster: ClusterModel,
  platform: PlatformFacts,
  registry: Registry,
): Iterable<readonly [path: string, text: string]> {
  const { name, omni } = cluster.facts;
  if (omni === undefined) return;
  const folder = `clusters/${name}/omni`;
  const owner: Path = ['clusters', name, 'omni'];
  const demands = machineDemands(cluster, platform, registry);
  const patches = machinePatches(cluster.facts, demands);
  yield [`${folder}/${TEMPLATE}`, stream(owner, omniTemplate(cluster.facts, omni, demands, patches))];
  for (const { file, content, notes } of patches) yield [`${folder}/${file}`, yamlFile(owner, content, notes)];
}

/** One file with several documents: omnictl takes a template no other way. */
function stream(owner: Path, documents: readonly TemplateDocument[]): string {
  return withHeader([headerLine(owner)], documents.map(toYaml).join('---\n'));
}
