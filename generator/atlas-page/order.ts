import type { AtlasCluster, Picture, PicturedLine, PicturedStage } from '../atlas/atlas.ts';
import { drawing, element } from './element.ts';
import { fragmentOf } from './place.ts';

const box = { width: 152, height: 38 };
const gutter = 62;
const room = 17;

/** The stages of a cluster as a drawing, a row for each wave; every stage is a link to what there is to say about it. */
export function order(picture: Picture, cluster: AtlasCluster): SVGSVGElement {
  const { width, height, stages, lines } = picture;
  const svg = drawing(
    'svg',
    {
      viewBox: `${-gutter} ${-room} ${width + gutter + 2} ${height + 2 * room}`,
      role: 'group',
      'aria-label': `The ${stages.length} stages of ${cluster.name} in the order of their waves`,
      class: 'order',
    },
    ...bands(picture),
    drawing('g', { 'aria-hidden': 'true' }, ...lines.map((line) => path(line))),
    ...stages.map((stage, index) => node(stage, index, picture, cluster)),
  );
  svg.style.maxWidth = `${width + gutter + 2}px`;
  svg.style.minWidth = `${Math.round((width + gutter + 2) * 0.68)}px`;
  return svg;
}

function bands({ width, stages }: Picture): readonly SVGElement[] {
  const tops = new Map(stages.map(({ wave, y }) => [wave, y]));
  return [...tops].flatMap(([wave, y]) => [
    drawing('rect', {
      class: wave % 2 === 0 ? 'band even' : 'band',
      x: -gutter,
      y: y - box.height / 2 - room,
      width: width + gutter + 2,
      height: box.height + 2 * room,
    }),
    drawing('text', { class: 'wave', x: -gutter + 8, y: y + 4, 'aria-hidden': 'true' }, `wave ${wave}`),
  ]);
}

/** Down from the box it begins at, straight past the boxes between, into the box that waits. */
function path({ from, to, points }: PicturedLine): SVGElement {
  const half = box.height / 2;
  const stops: number[][] = [];
  for (let at = 0; at < points.length; at += 2) stops.push([points[at] ?? 0, points[at + 1] ?? 0]);
  const parts = stops.slice(1).map(([x = 0, y = 0], index) => {
    const [fromX = 0, fromY = 0] = stops[index] ?? [];
    const [top, bottom] = [fromY + half, y - half];
    const middle = (top + bottom) / 2;
    const curve = `C${fromX} ${middle} ${x} ${middle} ${x} ${bottom}`;
    return index === stops.length - 2 ? curve : `${curve}V${y + half}`;
  });
  const [x = 0, y = 0] = stops[0] ?? [];
  return drawing('path', { class: 'line', 'data-from': from, 'data-to': to, d: `M${x} ${y + half}${parts.join('')}` });
}

function node(stage: PicturedStage, index: number, { stages }: Picture, { name, marks }: AtlasCluster): SVGElement {
  const { id, x, y, wave, waits, gate } = stage;
  const slash = id.indexOf('/');
  const mark = marks[id];
  const after = waits.map(({ on }) => stages[on]?.id).join(', ');
  const label = `${id.slice(0, slash)} ${id.slice(slash + 1)}, wave ${wave}${after === '' ? '' : `, waits for ${after}`}${gate === undefined ? '' : ', a person is waited for after it'}${mark === undefined ? '' : `, ${mark}`}`;
  return drawing(
    'a',
    {
      href: fragmentOf({ cluster: name, stage: id }),
      class: `stage${mark === undefined ? '' : ` ${mark}`}`,
      'aria-label': label,
      'data-stage': index,
      'data-words': `${id} ${stage.summary}`.toLowerCase(),
      transform: `translate(${x - box.width / 2} ${y - box.height / 2})`,
    },
    drawing('rect', { width: box.width, height: box.height, rx: 5 }),
    mark === undefined ? undefined : drawing('rect', { class: 'stripe', width: 5, height: box.height, rx: 2 }),
    words('component', 16, id.slice(0, slash)),
    ' ',
    words('step', 30, id.slice(slash + 1)),
    gate === undefined
      ? undefined
      : drawing('path', { class: 'gate', d: `M${box.width - 14} ${box.height - 17}l5 5-5 5-5-5z` }),
  );
}

/** Long words are drawn closer, so that they stay in their box whatever font there is. */
function words(name: string, y: number, text: string): SVGElement {
  const long = text.length > 18;
  const shown = text.length > 26 ? `${text.slice(0, 25)}…` : text;
  const closer = long ? { textLength: box.width - 20, lengthAdjust: 'spacingAndGlyphs' } : {};
  return drawing('text', { class: name, x: 10, y, ...closer }, shown);
}

/** The same order as a list, for who does not see the drawing or has no room for it. */
export function orderList({ stages }: Picture, { name }: AtlasCluster): HTMLElement {
  const waves = [...new Set(stages.map(({ wave }) => wave))];
  const rows = waves.map((wave) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, `wave ${wave}`),
      element(
        'td',
        {},
        ...stages
          .filter((stage) => stage.wave === wave)
          .flatMap(({ id }, index) => [
            index === 0 ? '' : ', ',
            element('a', { href: fragmentOf({ cluster: name, stage: id }) }, id),
          ]),
      ),
    ),
  );
  return element('table', { class: 'waves' }, element('tbody', {}, ...rows));
}
