/** A signal that is kept for its own time. */
export type Signal = 'logs' | 'traces' | 'metrics';

/** A table that the OpenTelemetry collector writes or that follows from one. */
export interface Table {
  readonly name: string;
  readonly signal: Signal;
  /** The column by whose day the table is divided, and after which a row is too old. */
  readonly time: string;
  /** Names and types, as the collector's exporter inserts them (upstream: opentelemetry-collector-contrib, exporter/clickhouseexporter). */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** Columns that are looked for by value: a trace, the keys and values of attributes. */
  readonly lookups: readonly string[];
  readonly order: readonly string[];
  /** Which shard a row goes to: by an expression that keeps together what is read together. */
  readonly shardBy: string;
}

const text = 'String';
const name = 'LowCardinality(String)';
const attributes = 'Map(LowCardinality(String), String)';
const moment = 'DateTime64(9)';

const logs: Table = {
  name: 'otel_logs',
  signal: 'logs',
  time: 'Timestamp',
  columns: [
    ['Timestamp', moment],
    ['TraceId', text],
    ['SpanId', text],
    ['TraceFlags', 'UInt8'],
    ['SeverityText', name],
    ['SeverityNumber', 'UInt8'],
    ['ServiceName', name],
    ['Body', text],
    ['ResourceSchemaUrl', name],
    ['ResourceAttributes', attributes],
    ['ScopeSchemaUrl', name],
    ['ScopeName', text],
    ['ScopeVersion', name],
    ['ScopeAttributes', attributes],
    ['LogAttributes', attributes],
    ['EventName', text],
  ],
  lookups: ['TraceId', 'ResourceAttributes', 'LogAttributes'],
  order: ['toStartOfFiveMinutes(Timestamp)', 'ServiceName', 'Timestamp'],
  shardBy: 'rand()',
};

const traces: Table = {
  name: 'otel_traces',
  signal: 'traces',
  time: 'Timestamp',
  columns: [
    ['Timestamp', moment],
    ['TraceId', text],
    ['SpanId', text],
    ['ParentSpanId', text],
    ['TraceState', text],
    ['SpanName', name],
    ['SpanKind', name],
    ['ServiceName', name],
    ['ResourceAttributes', attributes],
    ['ScopeName', text],
    ['ScopeVersion', text],
    ['SpanAttributes', attributes],
    ['Duration', 'UInt64'],
    ['StatusCode', name],
    ['StatusMessage', text],
    ['Events', `Nested(Timestamp ${moment}, Name ${name}, Attributes ${attributes})`],
    ['Links', `Nested(TraceId String, SpanId String, TraceState String, Attributes ${attributes})`],
  ],
  lookups: ['TraceId', 'ResourceAttributes', 'SpanAttributes'],
  order: ['ServiceName', 'SpanName', 'toDateTime(Timestamp)'],
  shardBy: 'cityHash64(TraceId)',
};

/** From when to when a trace lasted, so that one is found by its id without reading every day. */
const traceTimes: Table = {
  name: 'otel_traces_trace_id_ts',
  signal: 'traces',
  time: 'Start',
  columns: [
    ['TraceId', text],
    ['Start', 'DateTime'],
    ['End', 'DateTime'],
  ],
  lookups: ['TraceId'],
  order: ['TraceId', 'Start'],
  shardBy: 'cityHash64(TraceId)',
};

const about: Table['columns'] = [
  ['ResourceAttributes', attributes],
  ['ResourceSchemaUrl', text],
  ['ScopeName', text],
  ['ScopeVersion', text],
  ['ScopeAttributes', attributes],
  ['ScopeDroppedAttrCount', 'UInt32'],
  ['ScopeSchemaUrl', text],
  ['ServiceName', name],
  ['MetricName', text],
  ['MetricDescription', text],
  ['MetricUnit', text],
  ['Attributes', attributes],
  ['StartTimeUnix', moment],
  ['TimeUnix', moment],
  ['Flags', 'UInt32'],
];

const exemplars: Table['columns'] = [
  [
    'Exemplars',
    `Nested(FilteredAttributes ${attributes}, TimeUnix ${moment}, Value Float64, SpanId String, TraceId String)`,
  ],
];

const counted: Table['columns'] = [
  ['Count', 'UInt64'],
  ['Sum', 'Float64'],
];

const spread: Table['columns'] = [
  ['Min', 'Float64'],
  ['Max', 'Float64'],
  ['AggregationTemporality', 'Int32'],
];

function metric(kind: string, columns: Table['columns']): Table {
  return {
    name: `otel_metrics_${kind}`,
    signal: 'metrics',
    time: 'TimeUnix',
    columns: [...about, ...columns],
    lookups: ['ResourceAttributes', 'Attributes'],
    order: ['ServiceName', 'MetricName', 'Attributes', 'toUnixTimestamp64Nano(TimeUnix)'],
    shardBy: 'cityHash64(ServiceName, MetricName)',
  };
}

/** Every table, one after those that it is filled from. */
export const tables: readonly Table[] = [
  logs,
  traces,
  traceTimes,
  metric('gauge', [['Value', 'Float64'], ...exemplars]),
  metric('sum', [['Value', 'Float64'], ...exemplars, ['AggregationTemporality', 'Int32'], ['IsMonotonic', 'Bool']]),
  metric('summary', [...counted, ['ValueAtQuantiles', 'Nested(Quantile Float64, Value Float64)']]),
  metric('histogram', [
    ...counted,
    ['BucketCounts', 'Array(UInt64)'],
    ['ExplicitBounds', 'Array(Float64)'],
    ...exemplars,
    ...spread,
  ]),
  metric('exponential_histogram', [
    ...counted,
    ['Scale', 'Int32'],
    ['ZeroCount', 'UInt64'],
    ['PositiveOffset', 'Int32'],
    ['PositiveBucketCounts', 'Array(UInt64)'],
    ['NegativeOffset', 'Int32'],
    ['NegativeBucketCounts', 'Array(UInt64)'],
    ...exemplars,
    ...spread,
  ]),
];
