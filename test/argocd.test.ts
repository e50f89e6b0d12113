import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { argocd } from '../generator/components/argocd/component.ts';
import { exclusions } from '../generator/components/argocd/exclusions.ts';
import { compile } from '../generator/index.ts';
import { fleetPlatform } from './bench/fleet-platform.mjs';
import { repository } from './support/cli.ts';

type Lua = string | number | { readonly [key: string]: Lua } | readonly Lua[];

const lua = ['lua5.1', 'lua'].find((command) => spawnSync(command, ['-v']).status === 0);

/** A value as Lua writes it. */
function literal(value: Lua): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `{${value.map(literal).join(', ')}}`;
  return `{${Object.entries(value)
    .map(([key, each]) => `[${JSON.stringify(key)}] = ${literal(each)}`)
    .join(', ')}}`;
}

/** What the health check of a kind says of an object, as `<status>: <message>`. */
function health(kind: string, object: Lua): string {
  const script = `obj = ${literal(object)}\nlocal health = (function()\n${argocd.health?.[kind]}\nend)()\nio.write(health.status, ": ", health.message or "")`;
  const { stdout, stderr } = spawnSync(lua ?? '', ['-'], { input: script, encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

describe.skipIf(lua === undefined)('the health of an Application', () => {
  const application = (status: Lua) => health('argoproj.io_Application', { status });
  const outOfSync = { sync: { status: 'OutOfSync' }, health: { status: 'Healthy' } };
  const synced = { sync: { status: 'Synced' }, operationState: { phase: 'Succeeded', retryCount: 9 } };
  const running = (retryCount: number) => ({
    ...outOfSync,
    operationState: { phase: 'Running', retryCount, message: 'refused' },
  });

  it('is its own, once its last sync has succeeded', () => {
    for (const status of ['Healthy', 'Progressing', 'Degraded', 'Missing', 'Suspended', 'Unknown']) {
      expect(application({ ...synced, health: { status } })).toBe(`${status}: `);
    }
    expect(application({ ...outOfSync, operationState: { phase: 'Succeeded' } })).toBe('Healthy: ');
  });

  it('waits for what Argo CD has not looked at or synced', () => {
    expect(health('argoproj.io_Application', {})).toBe('Progressing: waiting for Argo CD to look at it');
    expect(application({ sync: {} })).toBe('Progressing: waiting for Argo CD to look at it');
    expect(application(outOfSync)).toBe('Progressing: waiting for its first sync');
  });

  it('waits for a sync that runs, but not for one that keeps failing', () => {
    expect(application(running(0))).toBe('Progressing: refused');
    expect(application(running(3))).toBe('Progressing: refused');
    expect(application(running(4))).toBe('Degraded: refused');
    expect(application({ ...outOfSync, operationState: { phase: 'Failed', message: 'refused' } })).toBe(
      'Degraded: refused',
    );
    expect(application({ ...outOfSync, operationState: { phase: 'Error' } })).toBe('Degraded: its last sync failed');
  });

  it('is bad when it cannot be compared, with the error for a message', () => {
    const unknown = { sync: { status: 'Unknown' }, health: { status: 'Healthy' } };
    const conditions = [
      { type: 'SharedResourceWarning', message: 'shared' },
      { type: 'ComparisonError', message: 'no such chart' },
      { type: 'OrphanedResourceWarning', message: 'orphans' },
    ];
    expect(application({ ...unknown, conditions })).toBe('Degraded: no such chart');
    expect(application(unknown)).toBe('Degraded: it cannot be compared with git');
  });
});

describe.skipIf(lua === undefined)('an Application that is Degraded', () => {
  const after = (seconds: number) =>
    health('argoproj.io_Application', {
      status: {
        sync: { status: 'Synced' },
        health: { status: 'Degraded' },
        operationState: {
          phase: 'Succeeded',
          finishedAt: new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, ''),
        },
      },
    });

  it('does not end the sync of its root while it has only just been synced', () => {
    expect(after(10)).toMatch(/^Progressing: /);
    expect(after(600)).toBe('Degraded: ');
  });
});

describe.skipIf(lua === undefined)('the health of an Ingress', () => {
  it('does not wait for an address', () => {
    expect(health('networking.k8s.io_Ingress', { status: { loadBalancer: {} } })).toBe('Healthy: ');
  });
});

describe('the credentials that Argo CD needs before Vault exists', () => {
  const platform = `
version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two: { argocd: { hub: one }, kubernetes: "1.34" }
  three: { argocd: { hub: one }, kubernetes: "1.34" }
components:
  cert-manager: { email: sre@example.org }
  contour: {}
  argocd: { repository: githubApp }
`;
  const { model } = compile(platform);
  const secrets = (cluster: string) => model?.clusters.find(({ facts }) => facts.name === cluster)?.facts.secrets ?? [];

  it('are one for each spoke and one for a private repository, on the hub only', () => {
    expect(secrets('one').map(({ purpose, holds, ...secret }) => secret)).toEqual([
      {
        name: 'repository-platform',
        namespace: 'argocd',
        origin: 'bootstrap',
        keys: ['type', 'url', 'githubAppID', 'githubAppInstallationID', 'githubAppPrivateKey'],
        known: { type: 'git', url: 'https://github.com/example/platform.git' },
        labels: { 'argocd.argoproj.io/secret-type': 'repository' },
      },
      ...['three', 'two'].map((name) => ({
        name: `cluster-${name}`,
        namespace: 'argocd',
        origin: 'bootstrap',
        keys: ['name', 'server', 'config'],
        known: { name },
        labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
      })),
    ]);
    expect([...secrets('two'), ...secrets('three')]).toEqual([]);
  });
});

describe('with Crossplane', () => {
  const fixture = readFileSync(join(repository, 'generator/components/argocd/fixtures/minimal/platform.yaml'), 'utf8');
  const without = parse(fixture);
  const text = stringify({ ...without, components: { ...without.components, crossplane: {} } });
  const values = (platform: string) =>
    parse(compile(platform).tree?.get('kustomize/argocd/install/overlays/one/chart/values.yaml') ?? '') as {
      readonly configs: { readonly cm: { readonly [key: string]: string } };
      readonly controller: { readonly env?: readonly object[] };
    };

  it('Argo CD leaves out the records of who uses an account, and all that the chart leaves out by itself', () => {
    const entries = parse(values(text).configs.cm['resource.exclusions'] ?? '') as readonly {
      readonly apiGroups: readonly string[];
      readonly kinds: readonly string[];
    }[];
    expect(entries.at(-1)).toEqual({ apiGroups: ['*'], kinds: ['ProviderConfigUsage'] });
    const kinds = entries.flatMap((each) => each.kinds);
    expect(kinds).toEqual(expect.arrayContaining(['EndpointSlice', 'Lease', 'CertificateRequest', 'PolicyReport']));
    expect(values(fixture).configs.cm).not.toHaveProperty('resource.exclusions');
  });

  it('and may ask more often', () => {
    expect(values(text).controller.env).toEqual([{ name: 'ARGOCD_K8S_CLIENT_QPS', value: '300' }]);
    expect(values(fixture).controller).not.toHaveProperty('env');
  });
});

it('applies no kind that it leaves out', () => {
  const { objects, model } = compile(readFileSync(join(repository, 'platform.yaml'), 'utf8'));
  const entries = parse(String(exclusions(model?.facts.exclusions ?? [])['resource.exclusions'])) as readonly {
    kinds: readonly string[];
  }[];
  const left = new Set(entries.flatMap(({ kinds }) => kinds));
  expect(left).toContain('ProviderConfigUsage');
  const applied = (objects?.stages ?? []).flatMap(({ clusters }) =>
    [...clusters.values()].flatMap((each) => each.objects),
  );
  expect(applied.length).toBeGreaterThan(100);
  expect(applied.filter(({ kind }) => left.has(kind))).toEqual([]);
});

describe('beyond 20 clusters', () => {
  const values = (clusters: number, option = '') => {
    const text = fleetPlatform(clusters).replace('argocd: { sso', `argocd: { ${option}sso`);
    const tree = compile(text).tree ?? new Map<string, string>();
    const path = [...tree.keys()].find((each) => /argocd\/install\/.*values\.yaml$/.test(each)) ?? '';
    return parse(tree.get(path) ?? '') as {
      readonly controller: { readonly replicas?: number };
      readonly configs: { readonly params: { readonly [name: string]: unknown } };
    };
  };

  it('there is a controller for every 20 of them, unless the platform says how many', () => {
    expect(values(20).controller.replicas).toBeUndefined();
    expect(values(20).configs.params).not.toHaveProperty(['controller.status.processors']);
    expect(values(21).controller.replicas).toBe(2);
    expect(values(21).configs.params).toMatchObject({ 'controller.status.processors': 50 });
    expect(values(41, 'controllers: 7, ').controller.replicas).toBe(7);
  });
});
