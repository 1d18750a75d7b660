/** Characters that count; of a session id they are 68 random bits. */
const COUNTED = 12;

/** Puts 64 bits of a session id into two words. */
export function takeKey(id: string, into: Int32Array): void {
  let [one, other] = [0x2545f491, 0x6c62272e];
  for (let at = Math.max(0, id.length - COUNTED); at < id.length; at++) {
    const code = id.charCodeAt(at);
    one = Math.imul(one ^ code, 0x85ebca6b);
    other = Math.imul(other ^ code, 0xc2b2ae35);
  }
  into[0] = mixed(one ^ (other >>> 15));
  into[1] = mixed(other ^ (one >>> 13));
}

/** Spreads every bit over all (MurmurHash3's finalizer). */
function mixed(word: number): number {
  let bits = word ^ (word >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
