import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../generator/components/clickhouse/server.ts';
import { startupScripts } from '../generator/components/clickhouse/startup-scripts.ts';
import { tables } from '../generator/components/clickhouse/tables.ts';
import { compile } from '../generator/index.ts';
import { bytes } from '../generator/kubernetes/bytes.ts';
import { repository } from './support/cli.ts';

const fixture = join(repository, 'generator/components/clickhouse/fixtures/minimal/platform.yaml');
const tree = compile(readFileSync(fixture, 'utf8')).tree ?? new Map<string, string>();
const retention = { logs: '30d', traces: '7d', metrics: '90d' };

function file(path: string): string {
  return tree.get(`kustomize/clickhouse/${path}`) ?? '';
}

describe("the pitfalls of the operator's chart", () => {
  const values = parse(file('install/chart/values.yaml'));

  it('its hook is off, and its CRDs come from `crds/`', () => {
    expect(values.crdHook).toEqual({ enabled: false });
    expect(file('install/chart/kustomization.yaml')).toContain('includeCRDs: true');
  });

  it('its pods wait for credentials of their own', () => {
    expect(values.secret).toEqual({ create: false });
    for (const { env } of [values.operator, values.metrics])
      expect(env).toMatchObject([{ valueFrom: { secretKeyRef: { name: 'clickhouse-operator' } } }]);
    expect(parse(file('install/base/vault-secret-clickhouse-operator.yaml')).spec.output.name).toBe(
      'clickhouse-operator',
    );
  });

  it('nothing of Argo CD is copied to volumes, which are kept', () => {
    expect(values.configs.files['config.yaml'].annotation.exclude).toContain('argocd.argoproj.io/tracking-id');
    const { templates } = parse(file('instance/base/click-house-installation-telemetry.yaml')).spec;
    for (const each of templates.volumeClaimTemplates) expect(each.reclaimPolicy).toBe('Retain');
  });

  it('no claim among the defaults brings a container of an image that changes', () => {
    const { defaults } = parse(file('instance/base/click-house-installation-telemetry.yaml')).spec;
    expect(defaults.templates).not.toHaveProperty('logVolumeClaimTemplate');
  });
});

describe('the tables', () => {
  const queries = startupScripts(retention).map(({ query }) => query);

  it('have each a path of its own in Keeper, the same on every replica of a shard', () => {
    const paths = queries.flatMap((query) => /ReplicatedMergeTree\('([^']+)', '\{replica\}'\)/.exec(query)?.[1] ?? []);
    expect(new Set(paths).size).toBe(tables.length);
    for (const path of paths) expect(path).toMatch(/\{shard\}(?!.*\{)/);
  });

  it('are reached over all shards by the names that the collector writes', () => {
    const reached = queries.flatMap((query) => /EXISTS otel\.(\w+) AS otel_local\.\1\n/.exec(query)?.[1] ?? []);
    expect(reached.sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it('keep each signal for its own time, and are changed only where they do not', () => {
    for (const { name, signal, time } of tables) {
      const tooOld = `toDateTime(${time}) + toIntervalDay(${retention[signal as keyof typeof retention].slice(0, -1)})`;
      const change = startupScripts(retention).find(({ query }) => query.startsWith(`ALTER TABLE otel_local.${name} `));
      expect(change?.query).toContain(`MODIFY TTL ${tooOld} `);
      expect(change?.condition).toContain(`'${tooOld}') = 0`);
    }
  });

  it('have the columns that they are ordered and searched by', () => {
    for (const { columns, lookups, time, order } of tables) {
      const names = columns.map(([name]) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of [...lookups, time]) expect(names).toContain(name);
      for (const each of order) expect(names.some((name) => each.includes(name))).toBe(true);
    }
  });

  it('are made by text that stands in XML as it is', () => {
    for (const { query, condition = '' } of startupScripts(retention)) expect(query + condition).not.toMatch(/[<>&]/);
  });
});

it("a server's log fits on its volume, whatever its size", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.constantFrom('Mi', 'Gi', 'G', 'M'));
  fc.assert(
    fc.property(
      sizes.filter(([amount, unit]) => bytes(`${amount}${unit}`) >= 32 * 2 ** 20),
      ([amount, unit]) => {
        const { 'logger/size': size, 'logger/count': count } = settings(`${amount}${unit}`);
        const most = 2 * (Number(count) + 1) * Number(size.slice(0, -1)) * 2 ** 20;
        expect(most).toBeLessThanOrEqual(bytes(`${amount}${unit}`));
      },
    ),
  );
});
