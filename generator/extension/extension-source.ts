/** A folder of components that platform.yaml names, as it was read. */
export interface ExtensionSource {
  /** As `extensions` has it, from the folder of platform.yaml. */
  readonly folder: string;
  /** The texts of its files by their path in it; undefined where there is no such folder. */
  readonly files: ReadonlyMap<string, string> | undefined;
}
