/**
 * What is remembered of a session besides its key, in 32 bits: 19 for what happened to it, 13 for
 * when. 0 stands for nothing.
 */

const TIME_BITS = 13;
const TIMES = 2 ** TIME_BITS;
const TIME_MASK = TIMES - 1;
const ENDED = 1;
const FIRST_VERSION = 2;
/** Versions that are told apart: data does not change so often while a token lives. */
const VERSIONS = 2 ** 19 - FIRST_VERSION;
/** How far an event may be ahead of the clock; seconds. What seems older is a leftover. */
const AHEAD = 1_024;

/** Seconds, rounded up, so that nothing is forgotten too early. */
export function secondsOf(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}

/** @param version of the data after a change; `null` when the session ended. */
export function stampOf(version: number | null, seconds: number): number {
  const what = version === null ? ENDED : FIRST_VERSION + (version % VERSIONS);
  return (what << TIME_BITS) | (seconds & TIME_MASK);
}

/** Whether it was less than `keeps` seconds ago. */
export function isRemembered(stamp: number, now: number, keeps: number): boolean {
  const age = (now - stamp) & TIME_MASK;
  return age < keeps || age >= TIMES - AHEAD;
}

/** Whether a token made of this version of the data says less than is known by now. */
export function isNews(stamp: number, version: number): boolean {
  const what = stamp >>> TIME_BITS;
  return what === ENDED || what !== FIRST_VERSION + (version % VERSIONS);
}

/** Both, in any order: an end beats a change, a later change an earlier one, and the later time stays. */
export function joined(one: number, other: number): number {
  const what = laterOf(one >>> TIME_BITS, other >>> TIME_BITS);
  const isLater = ((other - one) & TIME_MASK) < TIMES / 2;
  return (what << TIME_BITS) | ((isLater ? other : one) & TIME_MASK);
}

function laterOf(one: number, other: number): number {
  if (one === ENDED || other === ENDED) return ENDED;
  const ahead = (other - one + VERSIONS) % VERSIONS;
  return ahead < VERSIONS / 2 ? other : one;
}
