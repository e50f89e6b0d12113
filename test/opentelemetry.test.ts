import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { tables } from '../generator/components/clickhouse/tables.ts';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

interface Collector {
  readonly image: string;
  readonly upgradeStrategy: string;
  readonly config: { readonly [part: string]: { readonly [name: string]: unknown } } & {
    readonly service: {
      readonly extensions: readonly string[];
      readonly pipelines: { readonly [name: string]: Pipeline };
    };
  };
}

function fixture(name: string): string {
  return readFileSync(join(repository, 'generator/components/opentelemetry/fixtures', name, 'platform.yaml'), 'utf8');
}

function collectors(platform: string): readonly Collector[] {
  const { tree } = compile(platform);
  return ['agent', 'gateway'].flatMap((name) => {
    const file = tree?.get(`kustomize/opentelemetry/collectors/base/open-telemetry-collector-${name}.yaml`);
    return file === undefined ? [] : [parse(file).spec as Collector];
  });
}

const withClickhouse = collectors(fixture('clickhouse'));

describe.each(['minimal', 'clickhouse', 'full'])('the collectors of %s', (name) => {
  const found = collectors(fixture(name));
  const pipelines = found.flatMap(({ config }) => Object.values(config.service.pipelines));

  it('limit their memory before anything else', () => {
    expect(pipelines.length).toBeGreaterThan(0);
    for (const { processors } of pipelines) expect(processors[0]).toBe('memory_limiter');
  });

  it('name only parts that they have, and have none that nothing names', () => {
    for (const { config } of found) {
      const used = Object.values(config.service.pipelines);
      for (const part of ['receivers', 'processors', 'exporters'] as const) {
        const named = new Set(used.flatMap((pipeline) => pipeline[part]));
        expect(Object.keys(config[part] ?? {}).sort()).toEqual([...named].sort());
      }
      expect(Object.keys(config['extensions'] ?? {})).toEqual(config.service.extensions);
    }
  });

  it('use no name that is given up', () => {
    const names = found.flatMap(({ config }) =>
      ['receivers', 'processors', 'exporters'].flatMap((part) => Object.keys(config[part] ?? {})),
    );
    for (const old of ['filelog', 'hostmetrics', 'kubeletstats', 'k8sattributes']) expect(names).not.toContain(old);
    expect(found.flatMap(({ config }) => Object.keys(config['exporters'] ?? {}))).not.toContain('otlp');
  });

  it('are changed in git alone', () => {
    for (const { image, upgradeStrategy } of found) {
      expect(upgradeStrategy).toBe('none');
      expect(image).toMatch(/-contrib:[0-9.]+$/);
    }
  });
});

describe('the way into ClickHouse', () => {
  const exporter = withClickhouse[1]?.config['exporters']?.['clickhouse'];

  it('writes into tables that ClickHouse makes', () => {
    expect(exporter).toMatchObject({ create_schema: false, database: 'otel', username: 'collector' });
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['otel_logs', 'otel_traces', 'otel_metrics_sum']),
    );
  });

  it('is encrypted, and holds the servers to the certificate of their authority', () => {
    expect(exporter).toMatchObject({
      endpoint: expect.stringMatching(/:9440\?secure=true$/),
      tls: { ca_file: expect.any(String) },
    });
    expect(exporter).not.toHaveProperty('tls.insecure_skip_verify');
  });

  it('ends where ClickHouse is switched off: another place, or an error, never a place that is not there', () => {
    const platform = parse(fixture('clickhouse'));
    platform.components.clickhouse.enabled = false;
    const { tree, diagnostics } = compile(stringify(platform));
    expect(tree).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
      'missing-option',
    ]);
    platform.components.opentelemetry.export = { kind: 'otlp', endpoint: 'otlp.example.org:4317' };
    const [, gateway] = collectors(stringify(platform));
    expect(Object.keys(gateway?.config['exporters'] ?? {})).toEqual(['otlp_grpc']);
    expect(JSON.stringify(gateway)).not.toContain('clickhouse');
  });
});

it("the chart's own certificates, made anew at every render, are off", () => {
  const values = compile(fixture('minimal')).tree?.get('kustomize/opentelemetry/install/chart/values.yaml') ?? '';
  expect(parse(values).admissionWebhooks).toEqual({ autoGenerateCert: { enabled: false } });
});
