/** The same function, asked once for each value: clusters mostly get the same objects, as one and the same value. What is given must never change afterwards. */
export function oncePerValue<K extends object, V>(make: (value: K) => V): (value: K) => V {
  const known = new WeakMap<K, { readonly result: V }>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before.result;
    const result = make(value);
    known.set(value, { result });
    return result;
  };
}
