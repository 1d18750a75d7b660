/**
 * Returns the number of the first event that is later than `bound`, or `last + 1` if there is none.
 * Uses binary search: event numbers are consecutive, and times never decrease.
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
