/** A platform of so many clusters with 25 components each, the first of them the hub, and one app on all of them. */
export function fleetPlatform(clusters: number): string;
