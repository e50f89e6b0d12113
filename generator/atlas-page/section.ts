import { type AtlasCluster, type Row, type TableName, tables } from '../atlas/atlas.ts';
import { element } from './element.ts';
import { markWord, prose } from './mark.ts';
import { fragmentOf } from './place.ts';

/** The sections of a cluster after its order, with what each says where it is empty. */
export const sections: { readonly [T in TableName]: { readonly title: string; readonly empty: string } } = {
  changes: { title: 'Changes', empty: 'Nothing here changes.' },
  warnings: { title: 'Open warnings', empty: 'None.' },
  apps: { title: 'Apps', empty: 'No app runs here.' },
  hosts: { title: 'Hosts', empty: 'Nothing takes traffic from outside.' },
  certificates: { title: 'Certificates', empty: 'No certificate is asked for.' },
  secrets: { title: 'Secrets', empty: 'No secret is declared.' },
  storage: { title: 'Storage', empty: 'Nothing asks for a volume.' },
  charts: { title: 'Charts', empty: 'Nothing is taken from upstream.' },
  images: {
    title: 'Images',
    empty: 'No image is named: those that charts run by their own choice, only the charts know.',
  },
};

/** One table of a cluster with its heading; the rows say where they come from, and with which words they are found. */
export function section(name: TableName, cluster: AtlasCluster, texts: readonly string[]): HTMLElement {
  const rows = cluster.tables[name];
  const { title, empty } = sections[name];
  const heading = element('h2', { id: `section-${name}`, tabindex: -1 }, title, count(rows.length));
  const body =
    rows.length === 0 ? element('p', { class: 'quiet' }, empty) : scrolled(title, table(name, cluster, texts));
  return element('section', { 'aria-labelledby': `section-${name}` }, heading, body);
}

function count(number: number): HTMLElement {
  return element('span', { class: 'count' }, ` ${number}`);
}

/** A table that is wider than the page is scrolled by itself, by keyboard too. */
function scrolled(title: string, inside: HTMLElement): HTMLElement {
  return element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title }, inside);
}

function table(name: TableName, cluster: AtlasCluster, texts: readonly string[]): HTMLElement {
  const hasStage = cluster.tables[name].some(([stage]) => texts[stage ?? -1] !== '');
  const columns = [...tables[name], ...(hasStage ? ['Stage'] : [])];
  const head = element('tr', {}, ...columns.map((title) => element('th', { scope: 'col' }, title)));
  const rows = cluster.tables[name].map((row) => tableRow(row, cluster, texts, hasStage));
  return element('table', { class: name }, element('thead', {}, head), element('tbody', {}, ...rows));
}

function tableRow(row: Row, { name }: AtlasCluster, texts: readonly string[], hasStage: boolean): HTMLElement {
  const [stage = '', mark = '', title = '', ...rest] = row.map((place) => texts[place] ?? '');
  const link = stage.includes('/') && !stage.startsWith('apps/') && !stage.startsWith('namespaces/');
  const shown = link ? [element('a', { href: fragmentOf({ cluster: name, stage }) }, ...broken(stage))] : broken(stage);
  return element(
    'tr',
    { 'data-words': `${title} ${rest.join(' ')} ${stage}`.toLowerCase(), class: mark === '' ? undefined : mark },
    element('th', { scope: 'row' }, ...lines(title), markWord(mark)),
    ...rest.map((cell) => element('td', {}, ...lines(cell))),
    hasStage ? element('td', {}, ...shown) : undefined,
  );
}

/** More lines than this in a cell would hide the rows around it. */
const mostLines = 5;

/** The lines of a cell, each of which may break after a slash, a dot or an @. */
function lines(cell: string): readonly (Node | string)[] {
  const all = cell.split('\n');
  if (all.length <= mostLines) return stacked(all);
  const rest = all.slice(mostLines - 1);
  return [
    ...stacked(all.slice(0, mostLines - 1)),
    element('details', {}, element('summary', {}, `and ${rest.length} more`), ...stacked(rest)),
  ];
}

function stacked(texts: readonly string[]): readonly (Node | string)[] {
  return texts.flatMap((line, index) => [
    ...(index === 0 ? [] : [element('br')]),
    ...prose(line).flatMap((part) => (typeof part === 'string' ? broken(part) : [part])),
  ]);
}

/** What is copied from the page is the text alone: a place to break is an element, not a character. */
function broken(text: string): readonly (Node | string)[] {
  return text.split(/(?<=[/@:.])(?=\S)/).flatMap((part, index) => [...(index === 0 ? [] : [element('wbr')]), part]);
}
