import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type PlacedClaim, zoneClaims } from '../zone-claims.ts';

/** Two that write the records of one zone undo each other's work, each at every turn. */
export const zoneOwner: Check = {
  summary: 'The records of each DNS zone are written by one component, and each zone is made by one cluster.',
  reach: 'platform',
  *run(platform): Iterable<Diagnostic> {
    const claims = platform.model.clusters.flatMap((cluster) => zoneClaims(cluster, platform));
    for (const [index, claim] of claims.entries()) {
      const other = claims.slice(0, index).find((earlier) => isConflict(earlier, claim));
      if (other !== undefined) yield problem(claim, other, platform);
    }
  },
};

/** Of two clusters each may have a zone of its own below the other's; on one, the hosts of the lower one lie in both. */
function isConflict(a: PlacedClaim, b: PlacedClaim): boolean {
  const isSame = a.zone === b.zone;
  if (a.component === b.component) return isSame && a.cluster !== b.cluster && a.isWhole === true && b.isWhole === true;
  return isSame || (a.cluster === b.cluster && (isBelow(a.zone, b.zone) || isBelow(b.zone, a.zone)));
}

function isBelow(zone: string, other: string): boolean {
  return zone.endsWith(`.${other}`);
}

function problem(claim: PlacedClaim, other: PlacedClaim, { model }: Platformwide): Diagnostic {
  const zones = claim.zone === other.zone ? `the zone \`${claim.zone}\`` : `\`${other.zone}\` and \`${claim.zone}\``;
  const who = ({ component, cluster }: PlacedClaim) => `${component} on ${cluster}`;
  return {
    code: 'zone-owner',
    severity: 'error',
    clusters: [claim.cluster],
    message: `${zones} ${claim.zone === other.zone ? 'has' : 'have'} two owners: ${who(other)} and ${who(claim)}`,
    hint: 'leave the zone to one of them',
    path: model.origin(claim.cluster, claim.component, claim.path),
    at: 'value',
    related: [{ message: 'the first owner', path: model.origin(other.cluster, other.component, other.path) }],
  };
}
