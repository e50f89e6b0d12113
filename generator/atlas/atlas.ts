/** What an atlas shows of a change: what is new, what differs, what goes. */
export type Mark = 'added' | 'changed' | 'removed';

/** Why one stage comes after another, as the end of the sentence "waits for X: …". */
export interface Wait {
  /** The place of the other stage in `Picture.stages`. */
  readonly on: number;
  readonly why: string;
  /** Whether it is drawn: it does not follow from the others. */
  readonly drawn: boolean;
}

/** A stage in the picture of its cluster; `x` and `y` are the middle of its box in pixels. */
export interface PicturedStage {
  readonly id: string;
  readonly summary: string;
  readonly wave: number;
  readonly x: number;
  readonly y: number;
  readonly waits: readonly Wait[];
  /** The chart and the objects that it brings. */
  readonly brings: string;
  /** What a person does after it, before what follows can go on; Markdown. */
  readonly gate?: string;
}

/** A line from a stage to one that waits for it, through points in pixels. */
export interface PicturedLine {
  readonly from: number;
  readonly to: number;
  /** `x`, `y`, `x`, `y` … */
  readonly points: readonly number[];
}

/** The stages of a cluster in their order, laid out; clusters of the same order share one. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly stages: readonly PicturedStage[];
  readonly lines: readonly PicturedLine[];
}

/** The tables of a cluster, with the columns of each. The first two of every row are its stage and its mark, which have no column. */
export const tables = {
  apps: ['App', 'Image', 'Hosts', 'Team'],
  hosts: ['Host', 'Taken by', 'Leads to', 'Certificate'],
  certificates: ['Certificate', 'Names', 'Issuer', 'Kept in'],
  secrets: ['Secret', 'Origin', 'For', 'Keys', 'Read by'],
  storage: ['Volume or class', 'Class', 'Size', 'Said in'],
  charts: ['Chart or manifest', 'Version', 'From'],
  images: ['Image', 'Tag or digest', 'Run by'],
  warnings: ['Warning', 'What is wrong', 'What to do', 'Where'],
  changes: ['What', 'Class', 'What follows'],
} as const;

/** The name of a table. */
export type TableName = keyof typeof tables;

/** A row as places in `Atlas.texts`. A text of several lines is a list. */
export type Row = readonly number[];

/** One cluster in the atlas. */
export interface AtlasCluster {
  readonly name: string;
  readonly isHub: boolean;
  readonly hub: string;
  /** Label and text of what holds for the whole cluster. */
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** The place of its picture in `Atlas.pictures`. */
  readonly picture: number;
  /** Names of its components, with the line of platform.yaml that enables each. */
  readonly components: { readonly [name: string]: number };
  /** What a change touches, by stage. */
  readonly marks: { readonly [stage: string]: Mark };
  readonly tables: { readonly [T in TableName]: readonly Row[] };
}

/** All that the page shows: made by Plinth, in the page as JSON. It holds no value of any secret. */
export interface Atlas {
  readonly name: string;
  readonly domain: string;
  /** The commit that it is compared with. */
  readonly comparedWith?: string;
  readonly components: { readonly [name: string]: string };
  readonly texts: readonly string[];
  readonly pictures: readonly Picture[];
  readonly clusters: readonly AtlasCluster[];
}
