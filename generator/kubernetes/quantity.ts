/** Whether two quantities of Kubernetes, such as `1000m` and `1`, are the same amount, exactly. */
export function isSameQuantity(one: unknown, other: unknown): boolean {
  return difference(one, other) === 0n;
}

/** Whether one quantity is more than another; not where one of them is none, which the schema is about. */
export function isLargerQuantity(one: unknown, other: unknown): boolean {
  return (difference(one, other) ?? 0n) > 0n;
}

/** In parts of some size. */
function difference(one: unknown, other: unknown): bigint | undefined {
  const [a, b] = [amount(one), amount(other)];
  return a === undefined || b === undefined ? undefined : a.count * b.parts - b.count * a.parts;
}

/** A fraction: `count` of `parts`. */
interface Amount {
  readonly count: bigint;
  readonly parts: bigint;
}

// The suffixes of k8s.io/apimachinery/pkg/api/resource.
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

function amount(value: unknown): Amount | undefined {
  const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d{1,2}))?$/;
  const found = typeof value === 'string' || typeof value === 'number' ? form.exec(String(value)) : null;
  if (found === null) return undefined;
  const [, sign, digits = '', power = '', letter = '', exponent = '0'] = found;
  const [whole = '', rest = ''] = digits.split('.');
  const count = BigInt(`${whole}${rest}`) * (sign === '-' ? -1n : 1n);
  const ten = Number(exponent) + (decimal[letter] ?? 0) - rest.length;
  const factor = 1024n ** BigInt(binary.indexOf(power));
  return { count: count * factor * 10n ** BigInt(Math.max(ten, 0)), parts: 10n ** BigInt(Math.max(-ten, 0)) };
}
