import { nothingLocked, type RenderLookup } from './rendering.ts';

/** What the compiler may ask about the repository that platform.yaml is in; it reads nothing else. */
export interface Host {
  /** Whether there is a folder at a path from the root of the repository. */
  isFolder(path: string): boolean;
  /** What is to be rendered, as far as it is known. */
  readonly rendered: RenderLookup;
}

/** Where there is no repository, everything that platform.yaml names is taken to be there, and nothing is locked. */
export const noHost: Host = { isFolder: () => true, rendered: nothingLocked };
