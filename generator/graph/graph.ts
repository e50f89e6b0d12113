/** What a graph shows: which stage waits for which, where secrets come from and who has them, who talks to whom. */
export const graphKinds = ['needs', 'secrets', 'network'] as const;
export type GraphKind = (typeof graphKinds)[number];

/** Something on a cluster, or beside it. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** What it is drawn within: a component, a namespace. */
  readonly group?: string;
}

/** From what comes first, gives or asks, to what follows, takes or answers. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** One picture of a cluster; nodes and edges sorted, each once. */
export interface Graph {
  readonly cluster: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
