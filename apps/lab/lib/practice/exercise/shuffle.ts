/**
 * Returns the items in an order that depends on the seed alone, so that the server and the browser agree,
 * and a reload shows the same order.
 *
 * @param name names an item. Two items with the same name keep their order.
 */
export function shuffle<Item>(
  items: readonly Item[],
  seed: string,
  name: (item: Item) => string,
): Item[] {
  return items
    .map((item) => ({ item, place: hash(`${seed}/${name(item)}`) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** FNV-1a with the final mixing of MurmurHash3, so that texts with one other character end far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
