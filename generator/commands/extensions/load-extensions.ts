import type { Diagnostic } from '../../diagnostic.ts';
import { blamed } from '../../extension/blamed.ts';
import type { CompiledExtensions } from '../../extension/compiled-extensions.ts';
import type { ExtensionSource } from '../../extension/extension-source.ts';
import { orFault } from '../../extension/or-fault.ts';
import { schemaWith } from '../../extension/schema-with.ts';
import { withExtensions } from '../../extension/with-extensions.ts';
import { registry as shipped } from '../../generated/registry.ts';
import type { Compilation } from '../../index.ts';
import { located } from '../../located.ts';
import { keepFile, type Place, parsedJson, readKept } from '../kept/kept-file.ts';
import { removeOldest } from '../kept/remove-oldest.ts';
import { isNamed } from '../program.ts';
import { schemaText } from '../schema-text.ts';
import type { Extended } from './extended.ts';
import type { ReadFolder } from './extension-files.ts';
import { extensionSources } from './extension-sources.ts';
import { loadedComponents } from './loaded-components.ts';
import { folderOf } from './may-extend.ts';
import { placed } from './placed.ts';

/** The components of a platform's extensions; undefined where it names none, or cannot be read. */
export async function loadExtensions(
  bytes: Uint8Array,
  platform: string,
  folders?: ReadFolder,
): Promise<Extended | undefined> {
  const found = extensionSources(bytes, platform, folders);
  if (found === undefined) return undefined;
  const { text, source, sources, digest } = found;
  const { compiled, diagnostics } = await compiledOnce(sources, digest);
  const failed = (problems: readonly Diagnostic[]): Compilation => {
    return { text, source, diagnostics: located(placed(problems, folderOf(platform)), source) };
  };
  const { loaded, problems } =
    compiled === undefined ? { loaded: [], problems: diagnostics } : loadedComponents(compiled);
  if (compiled === undefined || problems.length > 0)
    return { registry: shipped, digest, schema: schemaText, compiled: () => failed(problems) };
  const registry = withExtensions(shipped, loaded);
  const whole = () => schemaWith(JSON.parse(schemaText()), compiled.components);
  return {
    registry,
    digest,
    schema: () => `${JSON.stringify(whole(), null, 2)}\n`,
    compiled: (work) =>
      orFault(
        () => blamed(() => work(registry)),
        (problem) => failed([problem]),
      ),
  };
}

/** How many sets of extensions are kept: those of the branches that somebody goes to and fro between. */
const KEPT = 12;

async function compiledOnce(
  sources: readonly ExtensionSource[],
  digest: string,
): Promise<{ readonly compiled?: CompiledExtensions; readonly diagnostics: readonly Diagnostic[] }> {
  const place: Place = ['extensions', `${digest}.json`];
  const known = isNamed ? parsedJson<CompiledExtensions>(readKept(place)) : undefined;
  if (known !== undefined) return { compiled: known, diagnostics: [] };
  // the compilers of TypeScript and of schemas, which are needed once for each content
  const { compileExtensions } = await import('../../extension/compile-extensions.ts');
  const result = compileExtensions(sources, Object.keys(shipped.components));
  if (result.compiled === undefined || !isNamed) return result;
  keepFile(place, JSON.stringify(result.compiled));
  removeOldest(place[0], KEPT);
  return result;
}
