import type { Atlas, AtlasCluster, Picture, TableName } from '../atlas/atlas.ts';
import { chosen, traced } from './chosen.ts';
import { element } from './element.ts';
import { wordsOf } from './found.ts';
import { order, orderList } from './order.ts';
import { fragmentOf, type Place } from './place.ts';
import { section, sections } from './section.ts';

/** A cluster on the page, and how to go to a place in it. */
export interface ClusterView {
  readonly nodes: readonly Node[];
  show(place: Place): void;
}

/** Draws a cluster: its order, and after it the tables. */
export function clusterView(atlas: Atlas, cluster: AtlasCluster): ClusterView {
  const picture = atlas.pictures[cluster.picture] ?? { width: 0, height: 0, stages: [], lines: [] };
  const names = (Object.keys(sections) as TableName[]).filter(
    (name) => name !== 'changes' || atlas.comparedWith !== undefined,
  );
  const svg = order(picture, cluster);
  const aside = element('aside', { 'aria-label': 'The chosen stage', class: 'chosen', hidden: '' });
  const body = element(
    'div',
    {},
    orderSection(picture, cluster, svg, aside),
    ...names.map((name) => section(name, cluster, atlas.texts)),
  );
  return {
    nodes: [
      element(
        'h1',
        { tabindex: -1 },
        cluster.name,
        cluster.isHub ? element('span', { class: 'tag' }, 'hub') : undefined,
      ),
      element(
        'dl',
        { class: 'facts' },
        ...cluster.facts.map(([label, text]) => element('div', {}, element('dt', {}, label), element('dd', {}, text))),
      ),
      element('div', { class: 'tools' }, filter(body), jumps(cluster, names)),
      body,
    ],
    show: (place) => show(place, cluster, picture, svg, aside),
  };
}

function orderSection(picture: Picture, cluster: AtlasCluster, svg: SVGSVGElement, aside: HTMLElement): HTMLElement {
  const heading = element(
    'h2',
    { id: 'section-order', tabindex: -1 },
    'Order',
    element('span', { class: 'count' }, ` ${picture.stages.length} stages`),
  );
  if (picture.stages.length === 0)
    return element('section', {}, heading, element('p', { class: 'quiet' }, 'No component runs here.'));
  const hint =
    'From above: a stage waits for every stage that a line comes down from, at any distance. Choose one to see why. A diamond in a box: after it, a person is waited for.';
  const narrow = matchMedia('(max-width: 700px)').matches;
  const list = element(
    'details',
    { class: 'list', open: narrow ? '' : undefined },
    element('summary', {}, 'The same as a list'),
    orderList(picture, cluster),
  );
  return element(
    'section',
    { 'aria-labelledby': 'section-order' },
    heading,
    element('p', { class: 'quiet' }, hint),
    element(
      'div',
      { class: 'picture' },
      element(
        'div',
        { class: 'scroll drawing', tabindex: 0, role: 'region', 'aria-label': 'The order as a drawing' },
        svg,
      ),
      aside,
    ),
    list,
  );
}

function filter(body: HTMLElement): HTMLElement {
  const input = element('input', {
    type: 'search',
    id: 'filter',
    placeholder: 'Filter this cluster',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const said = element('output', { for: 'filter', class: 'quiet' });
  input.addEventListener('input', () => {
    const words = wordsOf(input.value);
    let shown = 0;
    for (const each of body.querySelectorAll<HTMLElement | SVGElement>('[data-words]')) {
      const fits = words.every((word) => each.dataset['words']?.includes(word));
      if (fits) shown += 1;
      each.classList.toggle('out', !fits);
    }
    said.textContent = words.length === 0 ? '' : `${shown} match`;
  });
  return element(
    'div',
    { class: 'filter' },
    element('label', { for: 'filter', class: 'unseen' }, 'Filter this cluster'),
    input,
    said,
  );
}

function jumps({ name, tables }: AtlasCluster, names: readonly TableName[]): HTMLElement {
  const link = (id: string, title: string, number?: number) =>
    element(
      'a',
      { href: fragmentOf({ cluster: name, section: id }) },
      title,
      number === undefined ? undefined : element('span', { class: 'count' }, ` ${number}`),
    );
  return element(
    'nav',
    { 'aria-label': 'Sections', class: 'jumps' },
    link('order', 'Order'),
    ...names.map((each) => link(each, sections[each].title, tables[each].length)),
  );
}

function show(
  { stage, section: part }: Place,
  cluster: AtlasCluster,
  picture: Picture,
  svg: SVGSVGElement,
  aside: HTMLElement,
): void {
  const index = picture.stages.findIndex(({ id }) => id === stage);
  const found = picture.stages[index];
  traced(svg, picture, found === undefined ? undefined : index);
  aside.toggleAttribute('hidden', found === undefined);
  aside.replaceChildren(...(found === undefined ? [] : chosen(found, picture, cluster)));
  const target =
    found === undefined
      ? part === undefined
        ? null
        : document.getElementById(`section-${part}`)
      : document.getElementById('chosen');
  target?.scrollIntoView({ block: found === undefined ? 'start' : 'nearest' });
  if (found !== undefined)
    svg.querySelector(`[data-stage="${index}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  target?.focus({ preventScroll: true });
}
