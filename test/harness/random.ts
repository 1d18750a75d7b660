import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** Random numbers. The same seed gives the same numbers. */
export interface Random {
  /** From 0 to below `end`, whole. */
  below(end: number): number;
  /** One of the items, of which there is at least one. */
  of<T>(items: readonly [T, ...T[]]): T;
}

export function randomOf(seed: number): Random {
  // The faster generators of pure-rand give neighbouring seeds neighbouring first numbers.
  const generator = mersenne(seed);
  const below = (end: number) => (end <= 1 ? 0 : uniformInt(generator, 0, Math.ceil(end) - 1));
  return { below, of: (items) => items[below(items.length)] ?? items[0] };
}
