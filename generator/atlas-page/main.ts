import type { Atlas } from '../atlas/atlas.ts';
import { type ClusterView, clusterView } from './cluster-view.ts';
import { element } from './element.ts';
import { overview } from './overview.ts';
import { fragmentOf, placeIn } from './place.ts';
import { searchBox } from './search-box.ts';
import { themeButton } from './theme-button.ts';

const atlas = JSON.parse(document.getElementById('platform')?.textContent ?? '{}') as Atlas;
const main = element('main', { id: 'main' });
const links = new Map(atlas.clusters.map((cluster) => [cluster.name, clusterLink(cluster.name)]));
const everything = element('a', { href: fragmentOf({}) }, 'What runs where');
let looked: { readonly cluster: string; readonly view: ClusterView } | undefined;

function clusterLink(name: string): HTMLElement {
  const cluster = atlas.clusters.find((each) => each.name === name);
  const warnings = cluster?.tables.warnings.length ?? 0;
  const touched = Object.keys(cluster?.marks ?? {}).length;
  return element(
    'a',
    { href: fragmentOf({ cluster: name }) },
    name,
    cluster?.isHub === true ? element('span', { class: 'tag' }, 'hub') : undefined,
    warnings === 0
      ? undefined
      : element('span', { class: 'tag warn' }, `${warnings}`, element('span', { class: 'unseen' }, ' warnings')),
    touched === 0
      ? undefined
      : element(
          'span',
          { class: 'mark changed' },
          `${touched}`,
          element('span', { class: 'unseen' }, ' stages touched'),
        ),
  );
}

function header(): HTMLElement {
  const print = element('button', { type: 'button' }, 'Print');
  print.addEventListener('click', () => window.print());
  const compared =
    atlas.comparedWith === undefined
      ? undefined
      : element('span', { class: 'mark changed' }, `compared with ${atlas.comparedWith}`);
  const skip = element('a', { class: 'skip', href: '#main' }, 'Skip to the content');
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.querySelector('h1')?.focus();
  });
  return element(
    'header',
    {},
    skip,
    element(
      'p',
      { class: 'title' },
      element('strong', {}, atlas.name),
      ` atlas `,
      element('span', { class: 'quiet' }, atlas.domain),
      compared,
    ),
    searchBox(atlas),
    themeButton(),
    print,
  );
}

/** Only what is looked at is drawn; within a cluster, what is drawn stays. */
function go(isFirst: boolean): void {
  const place = placeIn(location.hash);
  const cluster = atlas.clusters.find(({ name }) => name === place.cluster);
  for (const link of [everything, ...links.values()]) link.removeAttribute('aria-current');
  const current = links.get(cluster?.name ?? '') ?? everything;
  current.setAttribute('aria-current', 'page');
  current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  document.title = `${cluster === undefined ? '' : `${cluster.name}, `}${atlas.name}: the atlas`;
  const isNew = cluster === undefined || looked?.cluster !== cluster.name;
  if (cluster === undefined) looked = undefined;
  else if (isNew) looked = { cluster: cluster.name, view: clusterView(atlas, cluster) };
  if (isNew) main.replaceChildren(...(looked?.view.nodes ?? overview(atlas)));
  if (isNew && !isFirst) {
    scrollTo(0, 0);
    main.querySelector('h1')?.focus({ preventScroll: true });
  }
  looked?.view.show(place);
}

const nav = element(
  'nav',
  { 'aria-label': 'Clusters', class: 'clusters' },
  element('ul', {}, element('li', {}, everything), ...[...links.values()].map((link) => element('li', {}, link))),
);
document.getElementById('atlas')?.replaceChildren(header(), element('div', { class: 'page' }, nav, main));
// on paper nobody opens what is folded
addEventListener('beforeprint', () => {
  for (const each of main.querySelectorAll('details')) each.open = true;
});
addEventListener('hashchange', () => go(false));
addEventListener('keydown', ({ key, target }) => {
  const place = placeIn(location.hash);
  if (key === 'Escape' && place.stage !== undefined && !(target instanceof HTMLInputElement))
    location.hash = fragmentOf({ ...(place.cluster === undefined ? {} : { cluster: place.cluster }) });
});
go(true);
