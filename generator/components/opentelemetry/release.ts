/** The operator's chart, and the collectors that it goes with: the distribution that writes into ClickHouse, by exact tag. */
export const release = {
  chart: '0.122.0',
  collector: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.158.0',
} as const;
