import type { ComponentName, PlatformText as GeneratedText } from './generated/options.ts';

/** A block of options as it is written: some of a component's options, perhaps `null` to go back to the default. */
export type Block = { readonly [option: string]: unknown };

/** The written file after its first validation: every top-level default filled in, component blocks as written. */
export type PlatformText = Omit<GeneratedText, 'components'> & {
  readonly components: { readonly [component: string]: Block };
};

export type ClusterText = PlatformText['clusters'][string];

/** The platform after validation: nothing is missing and nothing is of the wrong type. */
export interface Platform {
  readonly text: PlatformText;
  /** The platform-wide options of each component whose block at the top can stand alone. */
  readonly base: ReadonlyMap<ComponentName, Block>;
  /** By cluster: the complete options of each component that is enabled there. */
  readonly effective: ReadonlyMap<string, ReadonlyMap<ComponentName, Block>>;
}
