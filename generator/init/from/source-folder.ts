/** Something of the folder that no option says, where it stands, and why. */
export interface NotExpressed {
  /** From the folder, with `/`. */
  readonly file: string;
  /** What it is, without a value of it: `chart redis`, `Deployment shop/web: spec.strategy.type`. */
  readonly what: string;
  readonly why: string;
  /** The scalar of an object that it is about: what the platform says the same anyway is expressed. */
  readonly leaf?: { readonly object: object; readonly path: string };
}

/** A folder as it is read: nothing outside of it is ever reached. */
export interface SourceFolder {
  /** Every file below it, from it, with `/`, sorted. */
  readonly paths: readonly string[];
  /** The bytes of one of `paths`; undefined for anything else. */
  read(path: string): Uint8Array | undefined;
}

/** The folder of a path; the empty string is the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** Whether a path is a folder or lies below it; everything lies below the empty string. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
