import type { Component } from './component.ts';
import type { ComponentName } from './generated/options.ts';
import type { OptionCheck } from './option-check.ts';

/** Everything that is generated from the folders of a set of components. */
export interface Registry {
  readonly components: { readonly [C in ComponentName]: Component<C> };
  /** Checks the written file. */
  readonly platform: OptionCheck;
  /** Checks an app's effective options and fills in their defaults. */
  readonly app: OptionCheck;
  /** Checks a site's effective options and fills in their defaults. */
  readonly site: OptionCheck;
  /** Checks a component's effective options and fills in their defaults. */
  readonly options: { readonly [C in ComponentName]: OptionCheck };
  /** The options that only a cluster can answer. */
  readonly clusterOnly: { readonly [C in ComponentName]: readonly string[] };
  /** The folder of each component that an extension brings, from that of platform.yaml. */
  readonly folders?: ReadonlyMap<string, string>;
}
