import { describe, expect, it } from 'vitest';
import { zoneOwner } from '../generator/checks/zone-owner.ts';
import type { Component, ZoneClaim } from '../generator/component.ts';
import type { ComponentName } from '../generator/generated/options.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import type { Registry } from '../generator/registry.ts';

type Claims = { readonly [cluster: string]: readonly ZoneClaim[] };

/** The shipped components, two of which claim zones. */
function withClaims(claims: { readonly [component: string]: Claims }): Registry {
  const components = Object.entries(claims).map(([name, zones]) => {
    const own = registry.components[name as ComponentName] as Component<ComponentName>;
    return [name, { ...own, zones: ({ cluster }: { cluster: { name: string } }) => zones[cluster.name] ?? [] }];
  });
  return { ...registry, components: { ...registry.components, ...Object.fromEntries(components) } };
}

const text = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two: { argocd: { hub: one }, kubernetes: "1.34" }
components: { gateway-api: {}, secrets-store-csi: {} }
`;

function found(claims: { readonly [component: string]: Claims }): readonly string[] {
  const own = withClaims(claims);
  const { model, objects } = compile(text);
  if (model === undefined || objects === undefined) throw new Error('the platform of the test is invalid');
  return [...zoneOwner.run({ model, objects, registry: own })].map(({ message }) => message);
}

const claim = (zone: string, isWhole = false): ZoneClaim => ({ zone, path: [], ...(isWhole ? { isWhole: true } : {}) });

describe('a zone has one owner', () => {
  it('not two components on one cluster', () => {
    const claims = { 'gateway-api': { one: [claim('a.org')] }, 'secrets-store-csi': { one: [claim('a.org')] } };
    expect(found(claims)).toEqual(['the zone `a.org` has two owners: gateway-api on one and secrets-store-csi on one']);
  });

  it('nor on two', () => {
    const claims = { 'gateway-api': { one: [claim('a.org')] }, 'secrets-store-csi': { two: [claim('a.org')] } };
    expect(found(claims)).toEqual(['the zone `a.org` has two owners: gateway-api on one and secrets-store-csi on two']);
  });

  it.each([
    ['a.org', 'b.a.org'],
    ['b.a.org', 'a.org'],
  ])('%s and %s hold the same hosts', (first, second) => {
    const claims = { 'gateway-api': { one: [claim(first)] }, 'secrets-store-csi': { one: [claim(second)] } };
    expect(found(claims)).toEqual([
      `\`${first}\` and \`${second}\` have two owners: gateway-api on one and secrets-store-csi on one`,
    ]);
  });

  it.each([
    ['one below the other, on two clusters', { one: [claim('a.org')] }, { two: [claim('b.a.org')] }],
    ['two names that only end alike', { one: [claim('a.org')] }, { one: [claim('ba.org')] }],
  ])('%s: no conflict', (_, first, second) => {
    expect(found({ 'gateway-api': first, 'secrets-store-csi': second })).toEqual([]);
  });

  it('may be shared by two of one kind, but is made by one', () => {
    expect(found({ 'gateway-api': { one: [claim('a.org')], two: [claim('a.org', true)] } })).toEqual([]);
    expect(found({ 'gateway-api': { one: [claim('a.org', true)], two: [claim('a.org', true)] } })).toEqual([
      'the zone `a.org` has two owners: gateway-api on one and gateway-api on two',
    ]);
  });
});
