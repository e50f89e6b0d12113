import type { Path } from '../diagnostic.ts';
import { isMap } from '../map.ts';
import type { PlatformText } from '../platform.ts';
import { siteOption } from '../sites/site-option.ts';

/** Where an app's option on a cluster was decided: in what differs there when that has it, or a part of its path, else at the app. For a site, the option that the app's follows from. */
export function appDecidedAt(text: PlatformText, cluster: string, app: string, inside: Path = []): Path {
  const isSite = Object.hasOwn(text.sites, app);
  return blockDecidedAt(text, cluster, [isSite ? 'sites' : 'apps', app], isSite ? siteOption(inside) : inside);
}

/** The same for an option that the block of an app or a site has itself. */
export function blockDecidedAt(text: PlatformText, cluster: string, block: Path, inside: Path = []): Path {
  return decided(text, [...block, 'clusters', cluster], block, inside) ?? block;
}

/** Where a component's option on a cluster was decided: in the cluster's block when that has it, or a part of its path, else in the platform's. */
export function decidedAt(text: PlatformText, cluster: string, component: string, inside: Path = []): Path {
  const own: Path = ['clusters', cluster, 'components', component];
  return decided(text, own, ['components', component], inside) ?? own;
}

function decided(text: PlatformText, own: Path, wide: Path, inside: Path): Path | undefined {
  const ownDepth = depthOf(text, [...own, ...inside]);
  const wideDepth = depthOf(text, [...wide, ...inside]);
  const block = ownDepth < own.length ? 0 : ownDepth - own.length;
  const platform = wideDepth < wide.length ? -1 : wideDepth - wide.length;
  if (ownDepth >= own.length && block >= platform) return [...own, ...inside];
  return platform >= 0 ? [...wide, ...inside] : undefined;
}

/** Where a component is switched off for a cluster by `enabled: false`; undefined where it is not. */
export function switchedOffAt(text: PlatformText, cluster: string, component: string): Path | undefined {
  const blocks: readonly Path[] = [
    ['clusters', cluster, 'components', component],
    ['components', component],
  ];
  const written = blocks.find((path) => depthOf(text, [...path, 'enabled']) > path.length);
  return written === undefined ? undefined : [...written, 'enabled'];
}

/** How many parts of a path a value has. */
function depthOf(value: unknown, path: Path): number {
  let current = value;
  for (const [index, part] of path.entries()) {
    const has = Array.isArray(current) ? Number(part) < current.length : isMap(current) && Object.hasOwn(current, part);
    if (!has) return index;
    current = (current as { [key: string | number]: unknown })[part];
  }
  return path.length;
}
