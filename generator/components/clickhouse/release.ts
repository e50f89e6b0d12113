/** The operator's chart, and the release of ClickHouse that its servers and its keepers run: a long-term one, by exact tag. */
export const release = { chart: '0.27.1', clickhouse: '26.3.33.24' } as const;
