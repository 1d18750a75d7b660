import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** A random number generator. The same seed gives the same numbers. */
export interface Random {
  /** Returns an integer from 0 to `end - 1`. */
  below(end: number): number;
  /** Returns one of the items. */
  of<T>(items: readonly [T, ...T[]]): T;
}

export function randomOf(seed: number): Random {
  // The faster generators of pure-rand give neighbouring seeds neighbouring first numbers.
  const generator = mersenne(seed);
  const below = (end: number) => (end <= 1 ? 0 : uniformInt(generator, 0, Math.ceil(end) - 1));
  return { below, of: (items) => items[below(items.length)] ?? items[0] };
}
