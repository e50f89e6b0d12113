const factors: { readonly [unit: string]: number } = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity such as `10Gi` in bytes. Anything else is an Error: the schema lets only quantities through. */
export function bytes(quantity: string): number {
  const [, amount, unit = ''] = /^([0-9]+(?:\.[0-9]+)?)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = factors[unit];
  if (amount === undefined || factor === undefined) throw new Error(`${quantity} is no quantity`);
  return Number(amount) * factor;
}
