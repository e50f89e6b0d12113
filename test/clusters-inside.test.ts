import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compile } from '../generator/index.ts';

const fixture = join(import.meta.dirname, '../generator/components/vcluster/fixtures/registered/platform.yaml');
const { model, objects } = compile(readFileSync(fixture, 'utf8'));

function componentsOn(cluster: string): readonly string[] {
  return [...(model?.clusters.find(({ facts }) => facts.name === cluster)?.enabled.keys() ?? [])];
}

it('a cluster inside another has only the components that its own block names', () => {
  expect(componentsOn('lab')).toEqual([]);
  expect(componentsOn('shop')).toEqual(['cert-manager']);
  expect(componentsOn('two')).toEqual(['cert-manager', 'contour', 'vcluster']);
});

it('its host makes it, in the version that it says', () => {
  const { stages = [] } = objects ?? {};
  const instances = stages.find(({ component, name }) => component === 'vcluster' && name === 'instances');
  const releases = (cluster: string) =>
    (instances?.clusters.get(cluster)?.upstream?.releases ?? []).map(({ name, namespace, values }) => {
      const { distro } = values['controlPlane'] as { distro: { k8s: { version: string } } };
      return `${name} in ${namespace}: ${distro.k8s.version}`;
    });
  expect(releases('one')).toEqual([
    'lab in vc-lab: v1.33.4',
    'sandbox in vc-sandbox: v1.34.0',
    'shop in vc-shop: v1.34.0',
  ]);
  expect(releases('two')).toEqual(['deep in vc-deep: v1.35.0']);
});

it('nobody registers by hand what is inside the hub', () => {
  const hub = model?.clusters.find(({ facts }) => facts.isHub);
  const byHand = (hub?.facts.secrets ?? []).map(({ name }) => name);
  expect(byHand).toEqual(['cluster-deep', 'cluster-two']);
});

it('the Applications of a cluster inside go to it by its name', () => {
  const destinations = (objects?.clusters.get('shop')?.applications ?? []).map(
    (each) => (each as unknown as { spec: { destination: { name: string } } }).spec.destination.name,
  );
  expect(new Set(destinations)).toEqual(new Set(['shop']));
});
