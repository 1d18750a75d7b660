/** Characters of a session id that make a word. They hold 36 random bits. */
const COUNTED = 6;

/** Returns the first 32 of the 64 bits that identify a session; signed. */
export function firstWordOf(id: string): number {
  return wordOf(id, id.length - COUNTED);
}

/** Returns the other 32 bits; signed. */
export function secondWordOf(id: string): number {
  return wordOf(id, id.length - 2 * COUNTED);
}

function wordOf(id: string, from: number): number {
  let word = 0;
  for (let at = from; at < from + COUNTED; at++) {
    word = Math.imul(word ^ id.charCodeAt(at), 0x85ebca6b);
  }
  return mixed(word);
}

/** Spreads every bit over all bits (finalizer of MurmurHash3). */
function mixed(word: number): number {
  let bits = word ^ (word >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
