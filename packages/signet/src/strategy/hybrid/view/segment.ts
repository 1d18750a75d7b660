/**
 * A small hash table in one array: open addressing, linear probing, always with a free slot. The first
 * words say how many leading bits the keys here share (depth) and how many there are (count). Then comes
 * a filter (Bloom's, each key in one word of it), so that a key that is not here is nearly always
 * known by a word that is in the processor's cache, as the slots are not when there are millions. Then
 * come slots of three words: a key of two, and a stamp, which is 0 where nothing is.
 */
export type Segment = Int32Array;

const [DEPTH, COUNT, FILTER] = [0, 1, 2];
/** Words of the filter. */
const FILTERS = 2_048;
const SLOTS = FILTER + FILTERS;
const WIDTH = 3;
const FEWEST = 8;
/** A new segment is so full, and a full one so: 12 bytes a slot are at most 20.7 an entry. */
const [AT_FIRST, AT_MOST] = [0.58, 0.74];
/** What an array takes besides its words; bytes, about. */
const OVERHEAD = 120;

/** With room for so many entries and more. */
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

/** Bytes. */
export function sizeOf(segment: Segment): number {
  return segment.byteLength + OVERHEAD;
}

export function isFull(segment: Segment): boolean {
  return countOf(segment) + 1 > ((segment.length - SLOTS) / WIDTH) * AT_MOST;
}

/** Whether a key that begins with this word may be here; `false` is certain. */
export function mayHave(segment: Segment, high: number): boolean {
  const bits = filterBitsOf(high);
  return ((segment[filterOf(high)] as number) & bits) === bits;
}

function filterOf(high: number): number {
  return FILTER + (high & (FILTERS - 1));
}

/** Up to three bits. */
function filterBitsOf(high: number): number {
  const spread = Math.imul(high, 0x9e3779b1);
  return (1 << (spread >>> 27)) | (1 << (spread >>> 22)) | (1 << (spread >>> 17));
}

/** Where the stamp of the key is, or where it would be. */
export function placeOf(segment: Segment, high: number, low: number): number {
  const capacity = ((segment.length - SLOTS) / WIDTH) | 0;
  // By both words: the leading bits of the first are the same for all that are here.
  const spread = (low ^ (high << 16)) >>> 0;
  let at = SLOTS + WIDTH * (((spread * capacity) / 2 ** 32) | 0);
  while (segment[at + 2] !== 0 && (segment[at] !== high || segment[at + 1] !== low)) {
    at += WIDTH;
    if (at === segment.length) at = SLOTS;
  }
  return at + 2;
}

/** Puts a key that is not here yet. */
export function put(segment: Segment, high: number, low: number, stamp: number): void {
  const at = placeOf(segment, high, low);
  segment[at - 2] = high;
  segment[at - 1] = low;
  segment[at] = stamp;
  segment[COUNT] = countOf(segment) + 1;
  const filter = filterOf(high);
  segment[filter] = (segment[filter] as number) | filterBitsOf(high);
}

/** Calls for each entry. */
export function each(
  segment: Segment,
  take: (high: number, low: number, stamp: number) => void,
): void {
  for (let at = SLOTS; at < segment.length; at += WIDTH) {
    const stamp = segment[at + 2] as number;
    if (stamp !== 0) take(segment[at] as number, segment[at + 1] as number, stamp);
  }
}
