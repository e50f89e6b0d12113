import type { NamedService } from '../app.ts';

/** A service below a path of a host. */
export interface Served {
  readonly service: NamedService;
  readonly port: number;
  readonly path: string;
}

/** A host of an app, and what serves it below which path; the longest path first, as routers want it. */
export interface Host {
  readonly host: string;
  readonly served: readonly [Served, ...Served[]];
}
