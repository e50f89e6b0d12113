import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesIn } from '../../generator/codegen/files-in.ts';
import { isMap } from '../../generator/map.ts';
import { validatorName } from '../../generator/option-check/validator-name.ts';
import { repository } from './cli.ts';

/** Every block of the platform here, of fixtures and of mistakes that was written by hand, by the name of its check; what differs on a cluster is one of its own. */
export function writtenBlocks(): ReadonlyMap<string, readonly object[]> {
  const blocks = new Map<string, object[]>();
  for (const [name, block] of platforms().flatMap((platform) => [
    ['platform', platform] as const,
    ...blocksIn(platform),
  ]))
    if (isMap(block)) blocks.set(name, [...(blocks.get(name) ?? []), block]);
  return blocks;
}

function platforms(): readonly unknown[] {
  const files = ['generator', 'test'].flatMap((room) =>
    filesIn(join(repository, room)).map((file) => join(room, file)),
  );
  const all = ['platform.yaml', ...files.filter((file) => file.endsWith('/platform.yaml'))];
  return all.flatMap((file) => {
    try {
      return [parse(readFileSync(join(repository, file), 'utf8')) as unknown];
    } catch {
      // one of the mistakes is that it is no YAML
      return [];
    }
  });
}

function blocksIn(platform: unknown): readonly (readonly [name: string, block: unknown])[] {
  if (!isMap(platform)) return [];
  const { apps, sites, clusters } = platform;
  const inside = (map: unknown) => Object.values(isMap(map) ? map : {}).filter(isMap);
  const components = [platform, ...inside(clusters)].flatMap((each) => Object.entries(each['components'] ?? {}));
  return [
    ...inside(apps).map(({ clusters: _, ...app }) => ['app', app] as const),
    ...inside(sites).map(({ clusters: _, ...site }) => ['site', site] as const),
    ...components.map(([name, block]) => [validatorName('options', name), block] as const),
  ];
}
