import type { ErrorObject } from 'ajv';

/** Checks blocks of one kind: the written file, an app's, a site's or a component's options. */
export interface OptionCheck {
  /** Whether a block is valid but for those of its own options that are named. If so, its defaults are filled in; if not, nobody should look at it any more. */
  completes(block: unknown, but?: readonly string[]): boolean;
  /** What is wrong with a block, in ajv's words; nothing where it is valid. Its defaults are filled in, around what is wrong too. */
  errors(block: unknown): readonly ErrorObject[];
}
