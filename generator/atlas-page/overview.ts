import type { Atlas, AtlasCluster } from '../atlas/atlas.ts';
import { counted } from './counted.ts';
import { element } from './element.ts';
import { markWord } from './mark.ts';
import { fragmentOf } from './place.ts';

/** Above this many clusters a column has no room for a version. */
const mostWide = 10;

/** What runs where: every cluster at a glance, and every component on every cluster. */
export function overview(atlas: Atlas): readonly Node[] {
  const cards = element(
    'ul',
    { class: 'cards' },
    ...atlas.clusters.map((cluster) => element('li', {}, card(cluster, atlas))),
  );
  const components = [
    element('h2', {}, 'Components by cluster'),
    element('p', { class: 'quiet' }, legend(atlas)),
    matrix(atlas),
  ];
  const heading = element('h1', { tabindex: -1 }, 'What runs where');
  // a wall of cards would hide what differs between many clusters
  if (atlas.clusters.length <= mostWide) return [heading, cards, ...components];
  return [heading, ...components, element('h2', {}, 'Clusters'), cards];
}

function legend({ clusters }: Atlas): string {
  const shown =
    clusters.length > mostWide
      ? 'A dot: it runs there, with its chart as most have it.'
      : 'The version of its chart, or a dot where it has none.';
  return `${shown} A diamond: the version is not the one that most clusters have.`;
}

function card(cluster: AtlasCluster, { pictures }: Atlas): HTMLElement {
  const { name, isHub, facts, tables, components, marks, picture } = cluster;
  const waves = Math.max(0, ...(pictures[picture]?.stages ?? []).map(({ wave }) => wave));
  const touched = Object.keys(marks).length;
  const numbers = [
    `${counted(Object.keys(components).length, 'component')} in ${counted(waves, 'wave')}`,
    counted(tables.apps.length, 'app'),
    counted(tables.hosts.length, 'host'),
  ];
  return element(
    'a',
    { href: fragmentOf({ cluster: name }), class: 'card' },
    element('strong', {}, name),
    isHub ? element('span', { class: 'tag' }, 'hub') : undefined,
    tables.warnings.length === 0
      ? undefined
      : element('span', { class: 'tag warn' }, counted(tables.warnings.length, 'warning')),
    touched === 0 ? undefined : element('span', { class: 'mark changed' }, `${counted(touched, 'stage')} touched`),
    element('span', { class: 'line quiet' }, `Kubernetes ${facts[0]?.[1] ?? ''}, Argo CD ${facts[1]?.[1] ?? ''}`),
    element('span', { class: 'line' }, numbers.join(', ')),
  );
}

function matrix({ clusters, components, texts }: Atlas): HTMLElement {
  const wide = clusters.length <= mostWide;
  const versions = clusters.map((cluster) => versionsOn(cluster, texts));
  const head = clusters.map(({ name }) =>
    element('th', { scope: 'col' }, element('a', { href: fragmentOf({ cluster: name }) }, name)),
  );
  const rows = Object.entries(components).map(([component, summary]) => {
    const usual = mostCommon(versions.map((each) => each.get(component) ?? ''));
    const cells = clusters.map((cluster, index) => {
      if (cluster.components[component] === undefined) return element('td', {});
      const version = versions[index]?.get(component) ?? '';
      return element('td', {}, ...runs(version, usual, wide), markWord(markOn(component, cluster)));
    });
    const name = element('th', { scope: 'row', title: summary }, component);
    return element('tr', { 'data-words': `${component} ${summary}`.toLowerCase() }, name, ...cells);
  });
  const table = element(
    'table',
    { class: wide ? 'matrix' : 'matrix narrow' },
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Component'), ...head)),
    element('tbody', {}, ...rows),
  );
  return element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Components by cluster' }, table);
}

function runs(version: string, usual: string, wide: boolean): readonly (Node | string)[] {
  const differs = version !== usual;
  if (wide && version !== '') return [version, differs ? element('span', { class: 'other' }, ' ◆') : ''];
  const said = `${version === '' ? 'runs' : version}${differs ? ', another version than most' : ''}`;
  return [
    element('span', { class: differs ? 'other' : 'dot', 'aria-hidden': 'true', title: said }, differs ? '◆' : '●'),
    element('span', { class: 'unseen' }, said),
  ];
}

function versionsOn({ tables }: AtlasCluster, texts: readonly string[]): ReadonlyMap<string, string> {
  const rows = tables.charts.map(([stage = 0, , , version = 0]) => [texts[stage] ?? '', texts[version] ?? ''] as const);
  // the first stage of a component that brings a chart brings its main one
  return new Map(rows.reverse().map(([stage, version]) => [stage.slice(0, stage.indexOf('/')), version]));
}

function mostCommon(all: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of all) if (each !== '') counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

function markOn(component: string, { marks }: AtlasCluster): string | undefined {
  const own = Object.entries(marks).filter(([stage]) => stage.startsWith(`${component}/`));
  const kinds = new Set(own.map(([, mark]) => mark));
  return kinds.size > 1 ? 'changed' : [...kinds][0];
}
