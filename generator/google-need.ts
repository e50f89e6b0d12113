import type { Path } from './diagnostic.ts';
import type { DeclaredSecret } from './secret.ts';

/** A key of Google's key service; made along with its key ring, and never destroyed. */
export interface GoogleKey {
  readonly kind: 'key';
  readonly project: string;
  readonly location: string;
  readonly keyRing: string;
  readonly name: string;
}

/** A bucket, in the platform's own project; one for all who name it, and never destroyed. */
export interface GoogleBucket {
  readonly kind: 'bucket';
  readonly name: string;
}

/** A project that is there. */
export interface GoogleProject {
  readonly kind: 'project';
  readonly project: string;
}

/** What an account may do; of each kind of thing, a role is given on one at most. */
export interface GoogleRight {
  readonly on: GoogleKey | GoogleBucket | GoogleProject;
  /** In Google's spelling, such as `roles/dns.admin`. */
  readonly roles: readonly [string, ...string[]];
}

/** A service account of one cluster. What it has rights on is made too, and its credential by a person, so that no state holds it. */
export interface GoogleAccount {
  readonly kind: 'account';
  /** Names it among those of its cluster: lower case letters, digits and dashes, the first a letter. */
  readonly name: string;
  /** The project that it is in; the platform's own when absent. */
  readonly project?: string;
  readonly rights: readonly [GoogleRight, ...GoogleRight[]];
  /** Where its credential goes. */
  readonly secret: DeclaredSecret;
  /** `key`: as JSON. `hmac`: what S3 takes for a key and a secret. */
  readonly credential: 'key' | 'hmac';
  /** Where it is asked for; begins at the component's block. */
  readonly path: Path;
}

/** A zone of Cloud DNS that must be there, for whoever writes its records. Where somebody has it whole, nobody else makes it. */
export interface GoogleZone {
  readonly kind: 'zone';
  readonly project: string;
  /** The DNS name. */
  readonly zone: string;
  /** Google's name of it. */
  readonly name: string;
  readonly path: Path;
}

/** What a component needs at Google before it can work. */
export type GoogleNeed = GoogleAccount | GoogleZone;

/** Google's name of a zone: `example-org` of `example.org`. It must begin with a letter. */
export function zoneName(zone: string): string {
  const dashed = zone.replaceAll('.', '-');
  return (/^[a-z]/.test(dashed) ? dashed : `zone-${dashed}`).slice(0, 63).replace(/-+$/, '');
}
