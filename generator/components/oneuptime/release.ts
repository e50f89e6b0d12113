/** The chart, whose images have its version for a tag, and the databases that it would take in whatever release is the latest. */
export const release = { chart: '12.0.16', postgres: '17.6', redis: '7.4.5-alpine' } as const;
