import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { OptionCheck } from '../option-check.ts';
import type { Registry } from '../registry.ts';
import { writtenCheck } from './written-check.ts';

/** A component of an extension that can be used. */
export interface LoadedComponent {
  readonly name: string;
  /** Its folder, from that of platform.yaml. */
  readonly folder: string;
  readonly definition: Component<ComponentName>;
  readonly clusterOnly: readonly string[];
  /** Checks its block as it is written. */
  readonly written: OptionCheck;
  /** Checks its effective options and fills in their defaults. */
  readonly options: OptionCheck;
}

/** The registry of what Plinth ships and of some extensions; the names of the two are apart. */
export function withExtensions(shipped: Registry, loaded: readonly LoadedComponent[]): Registry {
  const by = <V>(value: (each: LoadedComponent) => V) =>
    Object.fromEntries(loaded.map((each) => [each.name, value(each)]));
  return {
    ...shipped,
    components: { ...shipped.components, ...by(({ definition }) => definition) },
    platform: writtenCheck(shipped.platform, new Map(loaded.map(({ name, written }) => [name, written]))),
    options: { ...shipped.options, ...by(({ options }) => options) },
    folders: new Map(loaded.map(({ name, folder }) => [name, folder])),
    clusterOnly: { ...shipped.clusterOnly, ...by(({ clusterOnly }) => clusterOnly) },
  };
}
