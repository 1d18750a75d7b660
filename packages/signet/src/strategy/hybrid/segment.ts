/**
 * A small hash table in one array: open addressing, linear probing, always with a free slot. The first
 * words say how many leading bits the keys here share (depth) and how many there are (count); then come
 * slots of three words: a key of two, and a stamp, which is 0 where nothing is.
 */
export type Segment = Int32Array;

const [DEPTH, COUNT, HEAD] = [0, 1, 2];
const WIDTH = 3;
const FEWEST = 8;
/** A new segment is so full, and a full one so: 12 bytes a slot are at most 23.1 an entry. */
const [AT_FIRST, AT_MOST] = [0.52, 0.66];
/** What an array takes besides its words; bytes, about. */
const OVERHEAD = 120;

/** With room for so many entries and more. */
export function newSegment(entries: number, depth: number): Segment {
  const capacity = Math.max(FEWEST, Math.ceil(entries / AT_FIRST));
  const segment = new Int32Array(HEAD + WIDTH * capacity);
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
  return countOf(segment) + 1 > ((segment.length - HEAD) / WIDTH) * AT_MOST;
}

/** Where the stamp of the key is, or where it would be. */
export function placeOf(segment: Segment, high: number, low: number): number {
  const capacity = ((segment.length - HEAD) / WIDTH) | 0;
  let at = HEAD + WIDTH * ((((low >>> 0) * capacity) / 2 ** 32) | 0);
  while (segment[at + 2] !== 0 && (segment[at] !== high || segment[at + 1] !== low)) {
    at += WIDTH;
    if (at === segment.length) at = HEAD;
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
}

/** Calls for each entry. */
export function each(
  segment: Segment,
  take: (high: number, low: number, stamp: number) => void,
): void {
  for (let at = HEAD; at < segment.length; at += WIDTH) {
    const stamp = segment[at + 2] as number;
    if (stamp !== 0) take(segment[at] as number, segment[at + 1] as number, stamp);
  }
}
