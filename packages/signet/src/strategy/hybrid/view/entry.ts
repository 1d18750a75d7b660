/**
 * An entry of the view: 32 bits. 19 bits hold the event (an end, or a version of the data), 13 bits
 * hold its time in seconds. 0 stands for no entry.
 */

const TIME_BITS = 13;
const TIMES = 2 ** TIME_BITS;
const TIME_MASK = TIMES - 1;
const ENDED = 1;
const FIRST_VERSION = 2;
/** Versions are kept modulo this number. Data does not change so often during a token's life. */
const VERSIONS = 2 ** 19 - FIRST_VERSION;
/** How far an event may be ahead of the clock; seconds. Times are kept modulo 8,192 seconds. */
const AHEAD = 1_024;

/** Converts to seconds and rounds up, so that no entry is dropped too early. */
export function secondsOf(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}

/**
 * Packs an event into an entry.
 *
 * @param version of the data after a change; `null` when the session ended.
 */
export function entryOf(version: number | null, seconds: number): number {
  const what = version === null ? ENDED : FIRST_VERSION + (version % VERSIONS);
  return (what << TIME_BITS) | (seconds & TIME_MASK);
}

/** Checks whether an event is less than `keeps` seconds old. */
export function isRemembered(entry: number, now: number, keeps: number): boolean {
  const age = (now - entry) & TIME_MASK;
  return age < keeps || age >= TIMES - AHEAD;
}

/** Checks whether an entry is newer than a token with this version of the data. */
export function isNewer(entry: number, version: number): boolean {
  const what = entry >>> TIME_BITS;
  return what === ENDED || what !== FIRST_VERSION + (version % VERSIONS);
}

/**
 * Merges two entries of a session, in any order. An end wins over a change, a later change over an
 * earlier one, and the later time stays.
 */
export function merged(one: number, other: number): number {
  const what = laterOf(one >>> TIME_BITS, other >>> TIME_BITS);
  const isLater = ((other - one) & TIME_MASK) < TIMES / 2;
  return (what << TIME_BITS) | ((isLater ? other : one) & TIME_MASK);
}

function laterOf(one: number, other: number): number {
  if (one === ENDED || other === ENDED) return ENDED;
  const ahead = (other - one + VERSIONS) % VERSIONS;
  return ahead < VERSIONS / 2 ? other : one;
}
