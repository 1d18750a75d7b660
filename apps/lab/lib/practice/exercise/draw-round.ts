import { LEVELS, type Level } from "../content/exercise";
import { shuffle } from "./shuffle";

/**
 * Draws the questions of a round: for each level the stated number, the easy ones first. Questions that the
 * visitor has not seen come before the others.
 *
 * @param round the id of the round. It decides the draw among questions that are equally new.
 * @param seen the ids of the questions of other rounds.
 */
export function drawRound<Item extends { readonly id: string; readonly level: Level }>(
  pool: readonly Item[],
  draw: Readonly<Record<Level, number>>,
  round: string,
  seen: ReadonlySet<string>,
): Item[] {
  return LEVELS.flatMap((level) => {
    const own = shuffle(
      pool.filter((item) => item.level === level),
      round,
      (item) => item.id,
    );
    const fresh = own.filter((item) => !seen.has(item.id));
    const known = own.filter((item) => seen.has(item.id));
    return [...fresh, ...known].slice(0, draw[level]);
  });
}
