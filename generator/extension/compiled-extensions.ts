import type { Schema } from '../codegen/json-schema.ts';

/** A component of an extension as its folder shows it; what it does is in its modules. */
export interface CompiledComponent {
  readonly name: string;
  /** Its folder, from that of platform.yaml. */
  readonly folder: string;
  readonly stages: readonly string[];
  /** The options that only a cluster can answer. */
  readonly clusterOnly: readonly string[];
  /** The schema of its block, which may be partial, for editors. */
  readonly shown: Schema;
}

/** What is made of the extensions of a platform, once for each content. Plain data, so that it can be kept. */
export interface CompiledExtensions {
  readonly components: readonly CompiledComponent[];
  /** CommonJS by the file, from the folder of platform.yaml, that it was made of; lines stay where they were. */
  readonly modules: { readonly [file: string]: string };
  /** CommonJS of ajv's standalone code: `written_<name>` and `options_<name>` for each component, with `_` for `-`. */
  readonly validators: string;
}
