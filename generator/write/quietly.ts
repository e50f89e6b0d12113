/** Tidies up after something else went wrong: that is worth telling, a failure to tidy up is not, and the next run does it. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {}
}
