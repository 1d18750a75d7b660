import {
  countOf,
  depthOf,
  each,
  isFull,
  mayHave,
  newSegment,
  placeOf,
  put,
  type Segment,
  sizeOf,
} from "./segment.ts";

/** Maps keys of 64 bits to entries of 32 bits, of which 0 is none. Words are signed. */
export interface Table {
  /** Checks whether a key with this first word may be in the table. Hardly ever true for an absent key. */
  mayHave(high: number): boolean;
  /** Returns the entry of a key, or 0. */
  find(high: number, low: number): number;
  /** Sets the entry of a key. */
  set(high: number, low: number, entry: number): void;
  /** Frees some memory of entries that are not kept. Repeated calls free all of it. */
  sweep(): void;
  readonly size: number;
  /** Approximate memory; bytes. */
  readonly bytes: number;
}

/** A segment with more entries is divided, so that making room takes less than a millisecond. */
const DIVIDED_ABOVE = 8_192;
/** The most leading bits that select a segment. They are enough for five hundred million keys. */
const DEEPEST = 16;
/** Two neighbours with fewer entries together are merged. */
const JOINED_BELOW = DIVIDED_ABOVE / 2;
/** Segments that one sweep examines. */
const SWEPT = 2;
/** Memory of a place in the directory; bytes. */
const PLACE_BYTES = 8;

/**
 * Creates a hash table that never moves many entries at once. It consists of segments of bounded size,
 * and a directory finds a segment by the leading bits of a key (extendible hashing).
 *
 * @param isKept checks whether an entry is still needed. Other entries may disappear at any time.
 */
export function createTable(isKept: (entry: number) => boolean): Table {
  /** Leading bits that select a place of the directory. A segment of smaller depth has several places. */
  let depth = 0;
  let directory: Segment[] = [newSegment(0, 0)];
  let [size, bytes] = [0, sizeOf(newSegment(0, 0)) + PLACE_BYTES];
  let swept = 0;

  const placeFor = (high: number) => (depth === 0 ? 0 : high >>> (32 - depth));
  // Every place has a segment.
  const segmentAt = (place: number) => directory[place] as Segment;

  /** Moves the kept entries of some segments into others, which take their places in the directory. */
  function replace(place: number, olds: readonly Segment[], others: readonly Segment[]): void {
    const places = 2 ** (depth - Math.min(...[...olds, ...others].map(depthOf)));
    const first = place - (place % places);
    for (let at = 0; at < places; at++) {
      directory[first + at] = others[Math.floor((at * others.length) / places)] as Segment;
    }
    for (const old of olds) {
      each(old, (high, low, entry) => {
        if (isKept(entry)) put(segmentAt(placeFor(high)), high, low, entry);
      });
      size -= countOf(old);
      bytes -= sizeOf(old);
    }
    for (const other of others) {
      size += countOf(other);
      bytes += sizeOf(other);
    }
  }

  /** Counts the kept entries, and those with this bit set in the first word of their key. */
  function countKept(segment: Segment, bit: number): readonly [all: number, withBit: number] {
    let [all, withBit] = [0, 0];
    each(segment, (high, _low, entry) => {
      if (!isKept(entry)) return;
      all++;
      if ((high & bit) !== 0) withBit++;
    });
    return [all, withBit];
  }

  function makeRoom(high: number): void {
    const old = segmentAt(placeFor(high));
    const deeper = depthOf(old) + 1;
    const [all, withBit] = countKept(old, 1 << (32 - deeper));
    const isDivided = all >= DIVIDED_ABOVE && deeper <= DEEPEST;
    if (isDivided && deeper > depth) doubleDirectory();
    const others = isDivided
      ? [newSegment(all - withBit + 1, deeper), newSegment(withBit + 1, deeper)]
      : [newSegment(all + 1, depthOf(old))];
    replace(placeFor(high), [old], others);
  }

  /** Frees memory of one segment. Returns the place of the next segment. */
  function sweepAt(place: number): number {
    const old = segmentAt(place);
    const places = 2 ** (depth - depthOf(old));
    const next = place - (place % places) + places;
    const [entries] = countKept(old, 0);
    const neighbour = depthOf(old) === 0 ? old : segmentAt((next - places) ^ places);
    const together = entries + countOf(neighbour);
    if (neighbour !== old && depthOf(neighbour) === depthOf(old) && together <= JOINED_BELOW) {
      replace(place, [old, neighbour], [newSegment(together, depthOf(old) - 1)]);
    } else if (entries < countOf(old) / 2) {
      replace(place, [old], [newSegment(entries, depthOf(old))]);
    }
    return next;
  }

  function doubleDirectory(): void {
    bytes += PLACE_BYTES * directory.length;
    directory = directory.flatMap((segment) => [segment, segment]);
    depth++;
    swept *= 2;
  }

  function halveDirectory(): void {
    if (depth === 0 || directory.some((segment) => depthOf(segment) === depth)) return;
    directory = directory.filter((_, place) => place % 2 === 0);
    bytes -= PLACE_BYTES * directory.length;
    depth--;
  }

  return {
    mayHave: (high) => mayHave(segmentAt(placeFor(high)), high),

    find(high, low) {
      const segment = segmentAt(placeFor(high));
      return segment[placeOf(segment, high, low)] as number;
    },

    set(high, low, entry) {
      const segment = segmentAt(placeFor(high));
      const at = placeOf(segment, high, low);
      if (segment[at] !== 0) {
        segment[at] = entry;
        return;
      }
      while (isFull(segmentAt(placeFor(high)))) makeRoom(high);
      put(segmentAt(placeFor(high)), high, low, entry);
      size++;
    },

    sweep() {
      for (let looked = 0; looked < SWEPT; looked++) {
        swept = sweepAt(swept);
        if (swept < directory.length) continue;
        halveDirectory();
        swept = 0;
        return;
      }
    },

    get size() {
      return size;
    },
    get bytes() {
      return bytes;
    },
  };
}
