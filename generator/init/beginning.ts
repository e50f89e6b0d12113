/** How much of a platform one begins with. */
export const sizes = ['trial', 'three-nodes', 'fleet'] as const;
export type Size = (typeof sizes)[number];

/** What nobody but the person who begins can know. */
export interface Beginning {
  readonly size: Size;
  readonly name: string;
  /** The domain below which the platform's hosts are. */
  readonly domain: string;
  /** The URL of the repository, as Argo CD reads it. */
  readonly git: string;
  /** Where Let's Encrypt writes to. */
  readonly email: string;
}
