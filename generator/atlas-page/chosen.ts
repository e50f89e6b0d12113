import type { AtlasCluster, Picture, PicturedStage } from '../atlas/atlas.ts';
import { element } from './element.ts';
import { markWord, prose } from './mark.ts';
import { fragmentOf } from './place.ts';

/** All there is to say about a stage: why it comes when it does, what waits for it, what it brings. */
export function chosen(stage: PicturedStage, picture: Picture, cluster: AtlasCluster): readonly Node[] {
  const { id, summary, wave, waits, brings, gate } = stage;
  const index = picture.stages.indexOf(stage);
  const awaiting = picture.stages.filter((each) => each.waits.some(({ on }) => on === index));
  const line = cluster.components[id.slice(0, id.indexOf('/'))];
  return [
    element('h3', { tabindex: -1, id: 'chosen' }, id, markWord(cluster.marks[id])),
    element('p', {}, ...prose(summary)),
    ...(gate === undefined
      ? []
      : [element('p', { class: 'gate' }, 'After it, a person is waited for: ', ...prose(gate))]),
    element('h4', {}, `Waits for (it is in wave ${wave})`),
    list(
      waits.map(({ on, why }) => {
        const other = picture.stages[on];
        return element('li', {}, link(other?.id ?? '', cluster), element('span', { class: 'quiet' }, ` ${why}`));
      }),
      'nothing: it can begin at once',
    ),
    element('h4', {}, 'Awaited by'),
    list(
      awaiting.map((each) => element('li', {}, link(each.id, cluster))),
      'nothing',
    ),
    element('h4', {}, 'Brings'),
    element('p', {}, brings === '' ? 'nothing of its own here' : brings),
    element(
      'p',
      { class: 'quiet' },
      'platform.yaml, line ',
      `${line ?? 1}`,
      '; ',
      element('code', {}, `kustomize/${id}`),
    ),
    element('p', { class: 'quiet' }, 'Drawn through: what comes before it. Dashed: what comes after it.'),
    element('p', {}, element('a', { href: fragmentOf({ cluster: cluster.name }) }, 'Close')),
  ];
}

function list(items: readonly Node[], empty: string): HTMLElement {
  return items.length === 0 ? element('p', {}, empty) : element('ul', {}, ...items);
}

function link(id: string, { name }: AtlasCluster): HTMLElement {
  return element('a', { href: fragmentOf({ cluster: name, stage: id }) }, id);
}

/** Shows in a drawing which stages come before the chosen one and which after it, at any distance. */
export function traced(svg: SVGSVGElement, { stages }: Picture, index: number | undefined): void {
  const before =
    index === undefined ? new Set<number>() : reached(index, (at) => stages[at]?.waits.map(({ on }) => on));
  const after = index === undefined ? new Set<number>() : reached(index, (at) => awaiting(stages, at));
  const wordOf = (at: number) => (at === index ? 'here' : before.has(at) ? 'before' : after.has(at) ? 'after' : '');
  svg.classList.toggle('traced', index !== undefined);
  for (const each of svg.querySelectorAll<SVGElement>('[data-stage]')) {
    each.dataset['trace'] = wordOf(Number(each.dataset['stage']));
    if (wordOf(Number(each.dataset['stage'])) === 'here') each.setAttribute('aria-current', 'true');
    else each.removeAttribute('aria-current');
  }
  for (const each of svg.querySelectorAll<SVGElement>('[data-from]')) {
    const ends = [wordOf(Number(each.dataset['from'])), wordOf(Number(each.dataset['to']))];
    const own = ends.every((word) => word === 'before' || word === 'here') ? 'before' : 'after';
    each.dataset['trace'] = ends.includes('') || (ends.includes('before') && ends.includes('after')) ? '' : own;
  }
}

function awaiting(stages: readonly PicturedStage[], at: number): readonly number[] {
  return stages.flatMap(({ waits }, index) => (waits.some(({ on }) => on === at) ? [index] : []));
}

function reached(start: number, next: (at: number) => readonly number[] | undefined): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...(next(start) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(next(at) ?? []));
  }
  return seen;
}
