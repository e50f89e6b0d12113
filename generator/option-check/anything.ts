/** The number of the rule that asks nothing. */
export const ANYTHING = 0;
