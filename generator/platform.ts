import type { App, ComponentName, PlatformText as GeneratedText } from './generated/options.ts';
import type { PlacedSite } from './site.ts';

/** A block of options as it is written: some of a component's options, perhaps `null` to go back to the default. */
export type Block = { readonly [option: string]: unknown };

/** An app or a site as it is written: its options, and what differs on which cluster. */
export type AppText = Block & { readonly clusters?: { readonly [cluster: string]: Block } };

/** The written file after its first validation: every top-level default filled in, component blocks and apps as written. */
export type PlatformText = Omit<GeneratedText, 'components' | 'apps' | 'sites'> & {
  readonly apps: { readonly [app: string]: AppText };
  readonly sites: { readonly [site: string]: AppText };
  /** One that has no options may be left empty. */
  readonly components: { readonly [component: string]: Block | null };
};

export type ClusterText = PlatformText['clusters'][string];

/** The platform after validation: nothing is missing and nothing is of the wrong type. */
export interface Platform {
  readonly text: PlatformText;
  /** The platform-wide options of each component whose block at the top can stand alone. */
  readonly base: ReadonlyMap<ComponentName, Block>;
  /** The options of each app that are the same on every cluster, where they can stand alone; sites are apps from here on. */
  readonly baseApps: ReadonlyMap<string, App>;
  /** By cluster: the complete options of each app that runs there. */
  readonly apps: ReadonlyMap<string, ReadonlyMap<string, App>>;
  /** What sites are as such, on each of their clusters. */
  readonly sites: readonly PlacedSite[];
  /** By cluster: the complete options of each component that is enabled there. */
  readonly effective: ReadonlyMap<string, ReadonlyMap<ComponentName, Block>>;
}
