import type { PlainMap } from '../../map.ts';
import type { Registry } from '../../registry.ts';
import type { Identity } from './identity.ts';
import type { SourceObject } from './source-object.ts';
import type { Survey } from './survey.ts';

/** What a proposal is made with. */
export interface Making {
  readonly survey: Survey;
  /** What each cluster gets, built. */
  readonly objects: ReadonlyMap<string, readonly SourceObject[]>;
  readonly identity: Identity;
  readonly registry: Registry;
  /** The schema of platform.yaml. */
  readonly schema: PlainMap;
  readonly email?: string;
}
