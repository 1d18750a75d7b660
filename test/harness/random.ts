/** A pseudorandom number generator with a seed (mulberry32). */
export interface Random {
  /** Returns an integer from 0 to `end - 1`. */
  below(end: number): number;
  /** Returns one of the items. */
  of<T>(items: readonly [T, ...T[]]): T;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { below, of: (items) => items[below(items.length)] ?? items[0] };
}
