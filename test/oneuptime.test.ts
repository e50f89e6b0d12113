import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

interface Nested {
  readonly [key: string]: Nested | undefined;
}

const fixtures = join(repository, 'generator/components/oneuptime/fixtures');
const treeOf = (fixture: string) => compile(readFileSync(join(fixtures, fixture, 'platform.yaml'), 'utf8')).tree;
const [minimal, full] = [treeOf('minimal'), treeOf('full')];
const folder = 'kustomize/oneuptime/install';
const chart = `${folder}/overlays/one/chart`;
const file = (path: string, tree = minimal) => parse(tree?.get(path) ?? '') as Nested;
const values = file(`${chart}/values.yaml`);

describe('the pitfalls of oneuptime', () => {
  it('every Secret that its pods read comes from Vault, and the chart makes none', () => {
    const fromVault = [...(minimal ?? [])].filter(([path]) => path.startsWith(`${folder}/base/vault-secret-`));
    const names = fromVault.map(([path]) => path.slice(`${folder}/base/vault-secret-`.length, -'.yaml'.length));
    const deleted = [...(minimal ?? [])].filter(([, text]) => text.includes('$patch: delete'));
    const leftOut = deleted.map(([path]) => String(file(path)['metadata']?.['name']));
    const told = [values['redis'], values['clickhouse']].map((each) => each?.['auth']?.['existingSecret']?.['name']);
    expect([...leftOut, ...told].sort()).toEqual(names.sort());
    expect(names).toHaveLength(4);
  });

  it('the time of rendering is in no label', () => {
    expect(values['deployment']).toEqual({ includeTimestampLabel: false });
  });

  it('images are those of the chart, or exact', () => {
    expect(values['image']?.['tag']).toBe('12.0.16');
    expect(file(`${chart}/values.yaml`, full)['image']?.['tag']).toBe('12.0.17');
    for (const database of ['postgresql', 'redis'])
      expect(values[database]?.['image']?.['tag']).toMatch(/^\d+\.\d+(\.\d+)?(-alpine)?$/);
  });

  it('the migration is a hook of the sync, made anew each time', () => {
    expect(file(`${chart}/patch-job-oneuptime-migrate-1.yaml`)['metadata']?.['annotations']).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
  });

  it('raw sockets and a privileged namespace come together', () => {
    const level = (tree: typeof minimal) =>
      [...(tree ?? [])].find(([path]) => path.endsWith('/namespace-oneuptime.yaml'))?.[1];
    expect(level(minimal)).toContain('enforce: baseline');
    expect(JSON.stringify(values['probeContainerSecurityContext'])).not.toContain('NET_RAW');
    expect(level(full)).toContain('enforce: privileged');
    expect(file(`${chart}/values.yaml`, full)).not.toHaveProperty('probeContainerSecurityContext');
  });

  it('its pod for tests, which has no namespace, is left out', () => {
    expect(minimal?.get(`${chart}/kustomization.yaml`)).toContain('skipTests: true');
  });
});
