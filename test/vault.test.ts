import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

type Tree = ReadonlyMap<string, string>;

function treeOf(fixture: string): Tree {
  const file = join(repository, 'generator/components/vault/fixtures', fixture, 'platform.yaml');
  return compile(readFileSync(file, 'utf8')).tree ?? new Map();
}

const chart = 'kustomize/vault/install/overlays/one/chart';
const valuesOf = (tree: Tree) => parse(tree.get(`${chart}/values.yaml`) ?? '');
const installationOf = (tree: Tree) => parse(tree.get(`${chart}/kustomization.yaml`) ?? '').helmCharts[0];

/** The paths at which two documents differ. */
function differences(one: unknown, other: unknown, path = ''): readonly string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return [path];
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differences(a[key], b[key], path === '' ? key : `${path}.${key}`),
  );
}

describe.each([
  ['openbao', 'minimal'],
  ['openbao-full', 'full'],
])('%s in the place of %s', (openbao, vault) => {
  const [bao, usual] = [treeOf(openbao), treeOf(vault)];
  const { server, ...rest } = valuesOf(bao);

  it('changes no file but those of the chart, the runbook and what fetches charts', () => {
    const changed = [...usual.keys()].filter((path) => bao.get(path) !== usual.get(path));
    expect([...bao.keys()]).toEqual([...usual.keys()]);
    expect(changed.sort()).toEqual(
      [
        'clusters/one/README.md',
        'clusters/one/project-platform-one.yaml',
        `${chart}/kustomization.yaml`,
        `${chart}/values.yaml`,
      ].filter((path) => usual.has(path)),
    );
  });

  it('has the name of the release in every name and label, as Vault has it', () => {
    expect(installationOf(bao)).toMatchObject({ name: 'openbao', releaseName: 'vault', namespace: 'vault' });
    expect(rest.nameOverride).toBe(installationOf(usual).name);
  });

  it('keeps every volume where Vault has it, and what is mounted beside it', () => {
    expect(server.dataStorage).toEqual({ ...valuesOf(usual).server.dataStorage, mountPath: '/vault/data' });
    if (server.auditStorage !== undefined)
      expect(server.auditStorage).toEqual({ ...valuesOf(usual).server.auditStorage, mountPath: '/vault/audit' });
    expect(server.volumes).toEqual(valuesOf(usual).server.volumes);
    expect(server.volumeMounts).toEqual(valuesOf(usual).server.volumeMounts);
    expect(server.ha.raft.config).toContain('path = "/vault/data"');
  });

  it('starts a server that waits for no other, as Vault does', () => {
    expect(server.podManagementPolicy).toBe('Parallel');
  });

  it('says in its file where the audit log goes, which its API refuses', () => {
    const path = server.auditStorage === undefined ? 'stdout' : '/vault/audit/audit.log';
    expect(server.ha.raft.config).toMatch(
      new RegExp(`audit "file" "\\w+" \\{\\n  options \\{\\n    file_path = "${path}"`),
    );
    expect(bao.get('clusters/one/README.md')).not.toContain('vault audit enable');
  });

  it('has values for the chart that differ only where the charts do', () => {
    const differ = differences(valuesOf(usual), valuesOf(bao)).filter((path) => !path.includes('ontainers.'));
    expect(differ.sort()).toEqual([
      ...(rest.csi === undefined ? [] : ['csi.daemonSet']),
      'nameOverride',
      ...(server.auditStorage === undefined ? [] : ['server.auditStorage.mountPath']),
      'server.configAnnotation',
      'server.dataStorage.mountPath',
      'server.ha.apiAddr',
      'server.ha.raft.config',
      'server.includeConfigAnnotation',
      'server.podManagementPolicy',
    ]);
  });
});

it("OpenBao's CSI provider is found where Vault's is", () => {
  expect(valuesOf(treeOf('openbao-full')).csi.daemonSet).toEqual({
    endpoint: '/provider/vault.sock',
    providersDir: '/var/run/secrets-store-csi-providers',
  });
});

it('the containers beside a server run its own release', () => {
  for (const [fixture, image, command] of [
    ['full', 'hashicorp/vault:2.0.4', 'vault'],
    ['openbao-full', 'quay.io/openbao/openbao:2.6.2', 'bao'],
  ] as const) {
    const { server } = valuesOf(treeOf(fixture));
    const beside = [...server.extraContainers, ...server.extraInitContainers];
    expect(beside.map((each) => each.image)).toEqual([image, image]);
    expect(server.extraContainers[0].command[2]).toContain(`pkill -HUP -o -x ${command}`);
  }
});

it('the door that `generateRoot` opens is where each of them has it', () => {
  const fileOf = (fixture: string) => valuesOf(treeOf(fixture)).server.ha.raft.config;
  expect(fileOf('full')).toContain('enable_unauthenticated_access = ["generate-root"]');
  expect(fileOf('openbao-full')).toContain('disable_unauthed_generate_root_endpoints = false');
  expect(fileOf('minimal') + fileOf('openbao')).not.toMatch(/enable_unauth|disable_unauth/);
});
