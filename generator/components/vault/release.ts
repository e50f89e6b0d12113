/** The chart, and the release of Vault that it starts where nothing else is said (upstream: `appVersion` of Chart.yaml): one changes with the other. */
export const release = { chart: '0.34.1', vault: '2.0.4' } as const;
