/** How many objects were checked, and by whose schemas. */
export interface ObjectCounts {
  /** Objects checked with Kubernetes' own schemas, with those of CRDs, and with Plinth's contracts. */
  readonly byKubernetes: number;
  readonly byDefinition: number;
  readonly byContract: number;
  /** Objects of a kind that no schema knows; each is a problem as well, or unjudged. */
  readonly skipped: number;
  /** Objects of charts that only a contract knows, which says what Plinth's own may be and no more; a sentence each. */
  readonly unjudged: readonly string[];
  /** How often a CEL rule of a custom kind was asked, and how many ought to be asked and could not be. */
  readonly rules: number;
  readonly rulesLeft: number;
}

/** The counts of two verdicts together. */
export function together(one: ObjectCounts, other: ObjectCounts): ObjectCounts {
  return {
    byKubernetes: one.byKubernetes + other.byKubernetes,
    byDefinition: one.byDefinition + other.byDefinition,
    byContract: one.byContract + other.byContract,
    skipped: one.skipped + other.skipped,
    unjudged: [...one.unjudged, ...other.unjudged],
    rules: one.rules + other.rules,
    rulesLeft: one.rulesLeft + other.rulesLeft,
  };
}
