/** Names as people read them. */
export function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
