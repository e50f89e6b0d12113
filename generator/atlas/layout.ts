import { coordCenter, decrossTwoLayer, type Graph, graphConnect, type Separation, sugiyama } from 'd3-dag';
import { drawnWaits } from './drawn-waits.ts';

/** A node to lay out: its layer from 1, and the places of the nodes that come before it. */
export interface Layered {
  readonly wave: number;
  readonly before: readonly number[];
}

/** Where the nodes and the lines between them are, in whole pixels; waves go downwards. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly x: number; readonly y: number }[];
  readonly lines: readonly { readonly from: number; readonly to: number; readonly points: readonly number[] }[];
}

/** The box of a node, and the room around it, in pixels. */
export const box = { width: 152, height: 38, apart: 10, between: 34 } as const;

/** Lays out nodes in rows from above, one for each wave, with few crossings; the same nodes give the same places. */
export function layout(nodes: readonly Layered[]): Layout {
  if (nodes.length === 0) return { width: 0, height: 0, nodes: [], lines: [] };
  const graph = graphConnect().single(true)(pairs(nodes));
  const { width, height } = sugiyama()
    .layering(layeredBy((id) => nodes[Number(id)]?.wave ?? 1))
    .decross(decrossTwoLayer())
    .coord(coordCenter())
    .nodeSize([box.width, box.height])
    .gap([box.apart, box.between])(graph);
  const places = new Map([...graph.nodes()].map(({ data, x, y }) => [data, { x: Math.round(x), y: Math.round(y) }]));
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((_, index) => places.get(`${index}`) ?? { x: 0, y: 0 }),
    lines: [...graph.links()]
      .map(({ source, target, points }) => ({
        from: Number(source.data),
        to: Number(target.data),
        points: points.flat().map(Math.round),
      }))
      .sort((a, b) => a.from - b.from || a.to - b.to),
  };
}

/** Who comes before whom, as far as it is drawn; a node without any is its own pair, which the library takes for a node alone. */
function pairs(nodes: readonly Layered[]): [string, string][] {
  const waits = drawnWaits(nodes.map(({ before }) => before));
  const some = new Set(waits.flatMap((from, to) => (from.length === 0 ? [] : [...from, to])));
  const edges = waits.flatMap((from, to) => from.map((each): [string, string] => [`${each}`, `${to}`]));
  return [
    ...edges,
    ...nodes.flatMap((_, index): [string, string][] => (some.has(index) ? [] : [[`${index}`, `${index}`]])),
  ];
}

/** Waves are layers already: the library has only to order and to place what is in each. */
function layeredBy(waveOf: (id: string) => number) {
  return <N, L>(graph: Graph<N, L>, _apart: Separation<N, L>): number => {
    const placed = [...graph.nodes()];
    for (const node of placed) node.y = waveOf(String(node.data)) - 1;
    return Math.max(...placed.map(({ y }) => y));
  };
}
