/**
 * Of events with consecutive numbers, none of them earlier than the one before, the number of the
 * first that is later than `bound`; `last + 1` when none is.
 */
export function firstAfter(
  bound: number,
  first: number,
  last: number,
  timeOf: (number: number) => number,
): number {
  let [low, high] = [first, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (timeOf(middle) > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
