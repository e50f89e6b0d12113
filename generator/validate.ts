import { type Diagnostic, hasErrors } from './diagnostic.ts';
import { sortedKeys } from './map.ts';
import type { Platform, PlatformText } from './platform.ts';
import type { Source } from './read.ts';
import type { Registry } from './registry.ts';
import { baseOptions } from './validate/base-options.ts';
import { credentials } from './validate/credentials.ts';
import { effectiveApps } from './validate/effective-apps.ts';
import { effectiveOptions, type SharedBlocks } from './validate/effective-options.ts';
import { environments } from './validate/environments.ts';
import { schemaProblems } from './validate/schema-problems.ts';

/** Checks the written file against the schema, merges each cluster's overrides, and checks and completes what comes out. */
export function validate(
  source: Source,
  registry: Registry,
): { platform?: Platform; diagnostics: readonly Diagnostic[] } {
  const leaks = credentials(source);
  const written = sortedKeys(source.value);
  const found = [...leaks, ...schemaProblems(registry.platform.errors(written), []), ...environments(source)];
  if (hasErrors(found)) return { diagnostics: found };
  return complete(written as PlatformText, registry);
}

function complete(text: PlatformText, registry: Registry): ReturnType<typeof validate> {
  const base = baseOptions(text, registry);
  const shared: SharedBlocks = new Map();
  const merged = Object.keys(text.clusters)
    .sort()
    .map((cluster) => ({ cluster, ...effectiveOptions(text, cluster, registry, base, shared) }));
  const diagnostics = merged.flatMap((each) => each.diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics };
  const apps = effectiveApps(text, registry);
  if (hasErrors(apps.diagnostics)) return { diagnostics: apps.diagnostics };
  const effective = new Map(merged.map(({ cluster, options }) => [cluster, options]));
  const { baseApps, options, sites } = apps;
  return { platform: { text, base, baseApps, apps: options, sites, effective }, diagnostics };
}
