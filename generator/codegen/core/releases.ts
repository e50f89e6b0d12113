/** The newest patch release of each Kubernetes minor that the Go module proxy has, oldest first. */
export const releases = ['1.30.14', '1.31.14', '1.32.13', '1.33.13', '1.34.4', '1.35.4', '1.36.3', '1.37.2'] as const;
