import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { hasErrors } from '../generator/diagnostic.ts';
import type { ComponentName } from '../generator/generated/options.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import { groupOf, type KubernetesObject, objectId } from '../generator/kubernetes/object.ts';
import type { Objects } from '../generator/objects.ts';
import { componentOf, stagesOf } from '../generator/stage-access.ts';
import { repository } from './support/cli.ts';

interface PlatformText {
  readonly components: { readonly [name: string]: object };
  readonly clusters: { readonly [name: string]: { readonly host?: string } };
  readonly access: { readonly members?: object };
  readonly apps: object;
  readonly sites: object;
  readonly allowed: readonly object[];
}

const shipped = parse(readFileSync(join(repository, 'platform.yaml'), 'utf8')) as PlatformText;
const names = Object.keys(shipped.components);

/** The shipped platform with some of its components switched on, whatever it says itself, and the others off. */
function platformWith(enabled: ReadonlySet<string>): string {
  const components = Object.fromEntries(
    names.map((name) => [name, { ...shipped.components[name], enabled: enabled.has(name) }]),
  );
  // without vcluster nothing could make a cluster inside another
  const clusters = Object.entries(shipped.clusters).filter(
    ([, { host }]) => host === undefined || enabled.has('vcluster'),
  );
  // nor the sandbox of a member; and what apps ask of a cluster they ask of every choice
  const { members, ...access } = shipped.access;
  const people = enabled.has('vcluster') ? { access: { ...access, members } } : { access };
  const routed = ['contour', 'cert-manager', 'vault-config-operator'].every((name) => enabled.has(name));
  const apps = routed ? shipped.apps : {};
  const sites = routed && enabled.has('vault') ? shipped.sites : {};
  // what is allowed is about the plugin that the sites' tokens come from
  const { allowed, ...rest } = shipped;
  const allowing = enabled.has('vault') && enabled.has('vault-config-operator') ? { allowed } : {};
  return stringify({
    ...rest,
    ...allowing,
    ...people,
    apps,
    sites,
    clusters: Object.fromEntries(clusters),
    components,
  });
}

/** The same choice with all that its stages name among their needs. */
function withNeeds(enabled: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(enabled);
  // a set that grows while it is walked is walked to its end
  for (const name of all)
    for (const { stage } of stagesOf(registry, name as ComponentName))
      for (const need of stage.needs ?? []) all.add(componentOf(need));
  return all;
}

/** Every object that a cluster gets, Argo CD's own on the hub aside. */
function objectsOn(objects: Objects, cluster: string): readonly KubernetesObject[] {
  return objects.stages.flatMap(({ clusters }) => clusters.get(cluster)?.objects ?? []);
}

/** A tree that holds together, or errors that say where. */
function expectTreeOrErrors(enabled: ReadonlySet<string>): 'tree' | 'errors' {
  const { diagnostics, tree, objects } = compile(platformWith(enabled));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  for (const { code, position } of errors) expect(position?.line, code).toBeGreaterThan(0);
  if (hasErrors(diagnostics)) return 'errors';
  expect(tree?.size).toBeGreaterThan(5);
  for (const cluster of (objects as Objects).clusters.keys()) {
    const all = objectsOn(objects as Objects, cluster);
    expect(new Set(all.map(objectId)).size).toBe(all.length);
    const made = new Set(all.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
    for (const { metadata } of all)
      if (metadata.namespace !== undefined) expect([...made, 'kube-system', 'default']).toContain(metadata.namespace);
  }
  return 'tree';
}

/** The same numbers every time. Source: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the components of the shipped platform', () => {
  it('are all that there are', () => {
    expect(names.sort()).toEqual(Object.keys(registry.components).sort());
  });

  it.each(names)('%s alone', (name) => {
    expectTreeOrErrors(new Set([name]));
  });

  it.each(names)('all but %s', (name) => {
    expectTreeOrErrors(new Set(names.filter((each) => each !== name)));
  });

  it('500 random choices', () => {
    const next = random(20261125);
    const outcomes = Array.from({ length: 500 }, () => {
      // from nearly nothing to nearly everything
      const share = next();
      const choice = new Set(names.filter(() => next() < share));
      return expectTreeOrErrors(next() < 0.5 ? choice : withNeeds(choice.add('vault-config-operator')));
    });
    expect(outcomes.filter((each) => each === 'tree').length).toBeGreaterThan(10);
    expect(outcomes.filter((each) => each === 'errors').length).toBeGreaterThan(10);
  }, 600_000);
});

describe('the shipped tree', () => {
  const { tree = new Map<string, string>(), objects } = compile(readFileSync(join(repository, 'platform.yaml')));

  it('uses no port twice in a Service, and no host port twice on a kind of node', () => {
    const services = Object.keys(shipped.clusters)
      .flatMap((cluster) => objectsOn(objects as Objects, cluster))
      .filter(({ kind, apiVersion }) => kind === 'Service' && groupOf(apiVersion) === '');
    for (const service of services) {
      const { ports = [] } =
        (service as KubernetesObject & { spec?: { ports?: { port: number; protocol?: string }[] } }).spec ?? {};
      const own = ports.map(({ port, protocol = 'TCP' }) => `${protocol} ${port}`);
      expect(new Set(own).size).toBe(own.length);
    }
  });

  it('has no image that moves, by the look of its text', () => {
    const moving = [...tree].flatMap(([path, text]) =>
      [...text.matchAll(/^.*\b(?:image|tag): .*\b(?:latest|main)'?$/gm)].map(([line]) => `${path}: ${line}`),
    );
    expect(moving).toEqual([]);
  });
});
