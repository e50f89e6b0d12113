/** The files of a folder, with their paths from the root. */
export type Files = readonly (readonly [path: string, text: string])[];

/** Folders of files that were made before, told by keys of all that they are made of; of one program and one set of extensions only. */
export interface Made {
  folder(key: () => string, make: () => Iterable<readonly [path: string, text: string]>): Files;
}

/** Where nothing was made before. */
export const madeAnew: Made = { folder: (_key, make) => [...make()] };
