/** What the compiler may ask about the repository that platform.yaml is in; it reads nothing else. */
export interface Host {
  /** Whether there is a folder at a path from the root of the repository. */
  isFolder(path: string): boolean;
}

/** Where there is no repository, everything that platform.yaml names is taken to be there. */
export const noHost: Host = { isFolder: () => true };
