import type { ValidateFunction } from 'ajv';
import type { Component } from './component.ts';
import type { ComponentName } from './generated/options.ts';

/** Everything that is generated from the folders of a set of components. */
export interface Registry {
  readonly components: { readonly [C in ComponentName]: Component<C> };
  /** Checks the written file. */
  readonly platform: ValidateFunction;
  /** Checks an app's effective options and fills in their defaults. */
  readonly app: ValidateFunction;
  /** Checks a site's effective options and fills in their defaults. */
  readonly site: ValidateFunction;
  /** Checks a component's effective options and fills in their defaults. */
  readonly options: { readonly [C in ComponentName]: ValidateFunction };
  /** The options that only a cluster can answer. */
  readonly clusterOnly: { readonly [C in ComponentName]: readonly string[] };
  /** The folder of each component that an extension brings, from that of platform.yaml. */
  readonly folders?: ReadonlyMap<string, string>;
}
