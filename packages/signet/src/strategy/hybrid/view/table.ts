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

/** From keys of 64 bits to stamps of 32, of which 0 is none. Words are signed. */
export interface Table {
  /** Whether there may be a key with this first word; hardly ever when there is none. */
  mayHave(high: number): boolean;
  /** The stamp of a key, or 0. */
  find(high: number, low: number): number;
  /** Gives a key a stamp, in place of what it had. */
  set(high: number, low: number, stamp: number): void;
  /** Makes some of the room free that is taken by what is not kept; all of it in a while. */
  sweep(): void;
  readonly size: number;
  /** Memory, about; bytes. */
  readonly bytes: number;
}

/** Entries above which a segment is divided, so that making room takes less than a millisecond. */
const DIVIDED_ABOVE = 8_192;
/** Leading bits by which segments are told apart, at most: enough for five hundred million keys. */
const DEEPEST = 16;
/** Entries below which two are put together. */
const JOINED_BELOW = DIVIDED_ABOVE / 2;
/** Segments that one sweep looks at. */
const SWEPT = 2;
/** A place in the directory; bytes. */
const PLACE_BYTES = 8;

/**
 * A hash table that never moves much at once: segments of bounded size, which are found in a directory
 * by the leading bits of a key (extendible hashing).
 *
 * @param isKept whether a stamp is worth its place; others may be gone at any time.
 */
export function createTable(isKept: (stamp: number) => boolean): Table {
  /** Leading bits that the directory goes by; a segment of fewer has several places. */
  let depth = 0;
  let directory: Segment[] = [newSegment(0, 0)];
  let [size, bytes] = [0, sizeOf(newSegment(0, 0)) + PLACE_BYTES];
  let swept = 0;

  const placeFor = (high: number) => (depth === 0 ? 0 : high >>> (32 - depth));
  // There is one at every place.
  const segmentAt = (place: number) => directory[place] as Segment;

  /** Puts what is kept of some segments into others, in their places in the directory. */
  function replace(place: number, olds: readonly Segment[], others: readonly Segment[]): void {
    const places = 2 ** (depth - Math.min(...[...olds, ...others].map(depthOf)));
    const first = place - (place % places);
    for (let at = 0; at < places; at++) {
      directory[first + at] = others[Math.floor((at * others.length) / places)] as Segment;
    }
    for (const old of olds) {
      each(old, (high, low, stamp) => {
        if (isKept(stamp)) put(segmentAt(placeFor(high)), high, low, stamp);
      });
      size -= countOf(old);
      bytes -= sizeOf(old);
    }
    for (const other of others) {
      size += countOf(other);
      bytes += sizeOf(other);
    }
  }

  /** How many are kept, and how many of them have this bit of the key's first word set. */
  function countKept(segment: Segment, bit: number): readonly [all: number, withBit: number] {
    let [all, withBit] = [0, 0];
    each(segment, (high, _low, stamp) => {
      if (!isKept(stamp)) return;
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

  /** Returns the place of the next one. */
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

    set(high, low, stamp) {
      const segment = segmentAt(placeFor(high));
      const at = placeOf(segment, high, low);
      if (segment[at] !== 0) {
        segment[at] = stamp;
        return;
      }
      while (isFull(segmentAt(placeFor(high)))) makeRoom(high);
      put(segmentAt(placeFor(high)), high, low, stamp);
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
