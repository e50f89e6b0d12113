/** A disk as far as a comparison reads it; paths are absolute, with `/`. */
export interface Disk {
  /** What is in a folder, sorted by name; nothing where there is no such folder. */
  list(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[];
  /** A file's bytes; undefined where there is no such file. */
  read(path: string): Uint8Array | undefined;
}

/** The text of a file. */
export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
