/** A number with what it counts: `1 app`, `2 apps`. */
export function counted(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
