import { registry as shipped } from '../../generated/registry.ts';
import type { Compilation } from '../../index.ts';
import type { Registry } from '../../registry.ts';
import { schemaText } from '../schema-text.ts';
import type { ReadFolder } from './extension-files.ts';
import { mayExtend } from './may-extend.ts';

/** The components that a platform may use: those that Plinth ships, and those of its extensions. */
export interface Extended {
  readonly registry: Registry;
  /** Names the contents of the extensions; undefined where there are none. What is kept of a run depends on it. */
  readonly digest?: string;
  /** The JSON Schema of platform.yaml with all of them. */
  schema(): string;
  /** Compiles with them. What is wrong with an extension, or what one of them throws, is a diagnostic. */
  compiled(work: (registry: Registry) => Compilation): Compilation;
}

const plain: Extended = { registry: shipped, schema: schemaText, compiled: (work) => work(shipped) };

/** The components for a platform, which need not be valid. `folders` reads those that it names; on the disk, where nothing else is said. */
export async function extended(bytes: Uint8Array, platform: string, folders?: ReadFolder): Promise<Extended> {
  if (!mayExtend(bytes)) return plain;
  // all that makes components of folders, which other platforms need not wait for
  const { loadExtensions } = await import('./load-extensions.ts');
  return (await loadExtensions(bytes, platform, folders)) ?? plain;
}
