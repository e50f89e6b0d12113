import type { CheckContext, Finding } from '../../component.ts';

type Context = CheckContext<'opentelemetry'>;

/** That something takes what is collected, and that there are nodes to collect on. */
export function* check(context: Context): Iterable<Finding> {
  yield* destination(context);
  yield* nodes(context);
}

/** That a place which is named is there is a need's to say. */
function* destination({ cluster, options, enabled }: Context): Iterable<Finding> {
  if (options.export !== undefined || enabled.clickhouse !== undefined) return;
  const message = `nothing takes what is collected on ${cluster.name}: there is no ClickHouse, and no other place is named`;
  const hint = 'enable `clickhouse`, or name a place: `export: { kind: otlp, endpoint: otlp.example.org:4317 }`';
  yield { code: 'missing-option', severity: 'error', path: ['export'], message, hint };
}

function* nodes({ cluster, options: { agent } }: Context): Iterable<Finding> {
  if (cluster.host === undefined || !agent.enabled) return;
  const message = `the agent works on machines, and ${cluster.name} runs inside ${cluster.host} and has none`;
  const hint = `set \`agent: { enabled: false }\` here; the agent of ${cluster.host} sees its pods and their logs`;
  yield { code: 'no-machines', severity: 'error', path: ['agent', 'enabled'], message, hint };
}
