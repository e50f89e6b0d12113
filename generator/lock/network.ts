import { type Credentials, credentialsFrom } from './credentials.ts';
import { type Patience, usualPatience } from './patience.ts';

/** What all requests of one run share. */
export interface Network {
  readonly patience: Patience;
  readonly credentials: Credentials;
  /** Tokens that registries gave, by host and scope; never written anywhere. */
  readonly tokens: Map<string, string>;
  /** The text of each chart repository's index, by its address: asked for once. */
  readonly indexes: Map<string, Promise<string>>;
}

/** The network as the environment describes it. */
export function openNetwork(patience: Patience = usualPatience, env: NodeJS.ProcessEnv = process.env): Network {
  return { patience, credentials: credentialsFrom(env), tokens: new Map(), indexes: new Map() };
}

/** Bytes. A chart or a manifest. */
export const largestArtefact = 200_000_000;

/** Bytes. The index of the largest public repositories has 30 MB. */
export const largestIndex = 100_000_000;

/** Bytes. What a registry answers besides charts. */
export const largestReply = 4_000_000;
