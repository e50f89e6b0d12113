/** The bytes of an artefact, and what the lock says about them besides their digest. */
export interface Fetched {
  readonly bytes: Buffer;
  readonly url: string;
  readonly manifest?: string;
}
