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
  return ['base/*-agent', 'base/*-gateway', 'overlays/one/*-cluster'].flatMap((name) => {
    const path = name.replace('*', 'open-telemetry-collector');
    const file = tree?.get(`kustomize/opentelemetry/collectors/${path}.yaml`);
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

describe('rights', () => {
  function rights(platform: string, name: string) {
    const { objects } = compile(platform);
    const all = (objects?.stages ?? []).flatMap(({ clusters }) => clusters.get('one')?.objects ?? []);
    const role = all.find(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name === name);
    const { rules } = (role ?? { rules: [] }) as unknown as {
      rules: readonly { readonly resources: readonly string[]; readonly verbs: readonly string[] }[];
    };
    return rules.flatMap(({ resources, verbs }) => resources.map((each) => `${verbs.join('+')} ${each}`)).sort();
  }

  it('are those that the receiver of the cluster needs for each kind that it watches, and no other', () => {
    const kinds = [
      'cronjobs',
      'daemonsets',
      'deployments',
      'horizontalpodautoscalers',
      'jobs',
      'namespaces',
      'nodes',
      'pods',
      'replicasets',
      'replicationcontrollers',
      'resourcequotas',
      'services',
      'statefulsets',
    ];
    expect(rights(fixture('minimal'), 'opentelemetry-cluster')).toEqual(kinds.map((kind) => `list+watch ${kind}`));
  });

  it('are to ask a kubelet for its pods; an older one only tells who may ask for anything', () => {
    const older = fixture('minimal').replace('"1.34"', '"1.32"');
    expect(rights(older, 'opentelemetry-agent-kubelet')).toEqual(['get nodes/proxy']);
    expect(rights(fixture('minimal'), 'opentelemetry-agent-kubelet')).toEqual([]);
    expect(rights(fixture('minimal'), 'opentelemetry-agent')).toContain('get nodes/pods');
  });
});
