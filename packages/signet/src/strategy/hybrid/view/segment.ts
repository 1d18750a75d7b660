/**
 * A small hash table in one array, with open addressing, linear probing and always a free slot. It holds:
 * - depth: the number of leading bits that its keys share;
 * - count: the number of its keys;
 * - a Bloom filter in which each key sets bits of one word. Most lookups of an absent key end there,
 *   because the filter stays in the processor's cache and the slots of millions of keys do not;
 * - slots of three words: a key of two words, and its entry, which is 0 in a free slot.
 */
export type Segment = Int32Array;

const [DEPTH, COUNT, FILTER] = [0, 1, 2];
/** Words of the filter. */
const FILTERS = 2_048;
const SLOTS = FILTER + FILTERS;
const WIDTH = 3;
const FEWEST = 8;
/** The load of a new segment and of a full one. At 12 bytes a slot an entry takes at most 20.7 bytes. */
const [AT_FIRST, AT_MOST] = [0.58, 0.74];
/** Memory of an array besides its words; bytes, about. */
const OVERHEAD = 120;

/** Creates a segment with room for at least so many entries. */
export function newSegment(entries: number, depth: number): Segment {
  const capacity = Math.max(FEWEST, Math.ceil(entries / AT_FIRST));
  const segment = new Int32Array(SLOTS + WIDTH * capacity);
  segment[DEPTH] = depth;
  return segment;
}

export function depthOf(segment: Segment): number {
  return segment[DEPTH] as number;
}

export function countOf(segment: Segment): number {
  return segment[COUNT] as number;
}

/** Returns the memory of a segment; bytes. */
export function sizeOf(segment: Segment): number {
  return segment.byteLength + OVERHEAD;
}

export function isFull(segment: Segment): boolean {
  return countOf(segment) + 1 > ((segment.length - SLOTS) / WIDTH) * AT_MOST;
}

/** Checks whether a key with this first word may be in the segment; `false` is certain. */
export function mayHave(segment: Segment, high: number): boolean {
  const bits = filterBitsOf(high);
  return ((segment[filterOf(high)] as number) & bits) === bits;
}

function filterOf(high: number): number {
  return FILTER + (high & (FILTERS - 1));
}

/** Returns a word with one to three bits set. */
function filterBitsOf(high: number): number {
  const spread = Math.imul(high, 0x9e3779b1);
  return (1 << (spread >>> 27)) | (1 << (spread >>> 22)) | (1 << (spread >>> 17));
}

/** Returns the index of a key's entry, or of the free slot where it belongs. */
export function placeOf(segment: Segment, high: number, low: number): number {
  const capacity = ((segment.length - SLOTS) / WIDTH) | 0;
  // Both words are used, because the keys of a segment share the leading bits of the first.
  const spread = (low ^ (high << 16)) >>> 0;
  let at = SLOTS + WIDTH * (((spread * capacity) / 2 ** 32) | 0);
  while (segment[at + 2] !== 0 && (segment[at] !== high || segment[at + 1] !== low)) {
    at += WIDTH;
    if (at === segment.length) at = SLOTS;
  }
  return at + 2;
}

/** Adds a key that the segment does not have. */
export function put(segment: Segment, high: number, low: number, entry: number): void {
  const at = placeOf(segment, high, low);
  segment[at - 2] = high;
  segment[at - 1] = low;
  segment[at] = entry;
  segment[COUNT] = countOf(segment) + 1;
  const filter = filterOf(high);
  segment[filter] = (segment[filter] as number) | filterBitsOf(high);
}

/** Calls `take` for each entry. */
export function each(
  segment: Segment,
  take: (high: number, low: number, entry: number) => void,
): void {
  for (let at = SLOTS; at < segment.length; at += WIDTH) {
    const entry = segment[at + 2] as number;
    if (entry !== 0) take(segment[at] as number, segment[at + 1] as number, entry);
  }
}
