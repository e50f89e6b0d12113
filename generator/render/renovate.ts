import type { Model } from '../model.ts';
import type { Objects } from '../objects.ts';
import { headerLine } from './header.ts';
import { appImages } from './renovate/app-images.ts';
import { pinnedCharts } from './renovate/pinned-charts.ts';

/** The one file that people edit, which is where a newer version goes. */
const FILE = 'platform.yaml';

/**
 * An `image` in YAML, however it is written: in a block or in braces, quoted or not, behind an anchor, on a line of its own. The registry may have a
 * port. In the words of RE2, which looks neither ahead nor behind.
 */
export const IMAGE =
  '(?:^|[\\s{,"\'])image["\']?\\s*:\\s*(?:&\\S+\\s+)?(?:[>|][+-]?\\s+)?["\']?(?<depName>(?:[a-z0-9.-]+:[0-9]+/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<currentValue>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<currentDigest>sha256:[0-9a-f]{64}))?';

/** A preset for Renovate: where in platform.yaml the versions of images and charts are, and what belongs together. Its reader refuses unknown keys, hence `description`. */
export function renovatePreset(model: Model, objects: Objects): string {
  const charts = pinnedCharts(model, objects);
  const preset = {
    description: headerLine(['apps']),
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: [FILE],
        matchStrings: [IMAGE],
        datasourceTemplate: 'docker',
      },
      ...(charts.length === 0
        ? []
        : [{ customType: 'jsonata', managerFilePatterns: [FILE], fileFormat: 'yaml', matchStrings: [charts] }]),
    ],
    packageRules: [generated, ...appRules(model)],
  };
  return `${JSON.stringify(preset, undefined, 2)}\n`;
}

/** What follows from platform.yaml is never edited itself. */
const generated = { matchFileNames: ['kustomize/**', 'clusters/**'], enabled: false };

function appRules(model: Model): readonly object[] {
  const images = appImages(model);
  const groups = images.filter(({ names }) => names.length > 1);
  const left = [...new Set(images.flatMap(({ names, isLeft }) => (isLeft ? names : [])))].sort();
  return [
    ...groups.map(({ app, names }) => ({ ...named(names), groupName: app })),
    ...(left.length === 0 ? [] : [{ ...named(left), enabled: false }]),
  ];
}

function named(names: readonly string[]) {
  return { matchFileNames: [FILE], matchDepNames: names };
}
