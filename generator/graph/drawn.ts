import type { Graph, GraphNode } from './graph.ts';

/** The graphs as Mermaid reads them, one diagram; each cluster and each group is a box. */
export function mermaid(graphs: readonly Graph[]): string {
  const lines = graphs.flatMap((graph, index) => {
    const id = ids(graph, index);
    return [
      `  subgraph c${index}[${quoted(graph.cluster)}]`,
      ...boxes(graph).flatMap(([group, nodes], box) => {
        const inside = nodes.map((node) => `      ${id(node.id)}[${quoted(node.label)}]`);
        return group === '' ? inside : [`    subgraph c${index}g${box}[${quoted(group)}]`, ...inside, '    end'];
      }),
      '  end',
      ...graph.edges.map(({ from, to, label }) =>
        label === undefined ? `  ${id(from)} --> ${id(to)}` : `  ${id(from)} -->|${quoted(label)}| ${id(to)}`,
      ),
    ];
  });
  return `flowchart LR\n${lines.join('\n')}\n`;
}

/** The same for Graphviz. */
export function dot(graphs: readonly Graph[]): string {
  const lines = graphs.flatMap((graph, index) => {
    const id = ids(graph, index);
    return [
      `  subgraph cluster_${index} {`,
      `    label=${JSON.stringify(graph.cluster)};`,
      ...boxes(graph).flatMap(([group, nodes], box) => {
        const inside = nodes.map((node) => `      ${id(node.id)} [label=${JSON.stringify(node.label)}];`);
        if (group === '') return inside;
        return [`    subgraph cluster_${index}_${box} {`, `      label=${JSON.stringify(group)};`, ...inside, '    }'];
      }),
      '  }',
      ...graph.edges.map(
        ({ from, to, label }) =>
          `  ${id(from)} -> ${id(to)}${label === undefined ? '' : ` [label=${JSON.stringify(label)}]`};`,
      ),
    ];
  });
  return `digraph platform {\n  rankdir=LR;\n  node [shape=box];\n${lines.join('\n')}\n}\n`;
}

/** Names that both languages take, whatever the nodes are called. */
function ids({ nodes }: Graph, index: number): (id: string) => string {
  const numbers = new Map(nodes.map(({ id }, number) => [id, `c${index}n${number}`]));
  return (id) => numbers.get(id) ?? `c${index}x`;
}

function boxes({ nodes }: Graph): readonly (readonly [group: string, nodes: readonly GraphNode[]])[] {
  const groups = new Map<string, GraphNode[]>();
  for (const node of nodes) groups.set(node.group ?? '', [...(groups.get(node.group ?? '') ?? []), node]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Mermaid knows quotes as an entity only. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '#quot;')}"`;
}
