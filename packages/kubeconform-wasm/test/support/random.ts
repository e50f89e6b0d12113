/** Numbers below a bound, the same for the same seed (a 32-bit xorshift, Marsaglia 2003). */
export function randomNumbers(seed: number): (bound: number) => number {
  let state = seed | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** Bytes of every value. */
export function randomBytes(next: (bound: number) => number, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => next(256));
}
