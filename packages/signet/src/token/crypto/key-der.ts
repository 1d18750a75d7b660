/** A tag of DER with the bytes it holds: `[from, to)`. */
interface Element {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
}

const INTEGER = 0x02;
const SEQUENCE = 0x30;
/** What may follow a key in a file. */
const BLANK: readonly number[] = [0x00, 0x09, 0x0a, 0x0d, 0x20];

/**
 * Tells whether bytes have the form of a key or certificate in DER: SPKI, PKCS#1, PKCS#8, SEC1, X.509.
 * Each is one SEQUENCE over all the bytes, of at least two whole elements, of which the first is an
 * INTEGER or a SEQUENCE. Only the form is looked at, so that a damaged key counts as well.
 */
export function isKeyDer(bytes: Uint8Array): boolean {
  let end = bytes.length;
  const outer = elementAt(bytes, 0, end);
  if (outer?.tag !== SEQUENCE) return false;
  while (end > outer.to && BLANK.includes(bytes[end - 1] ?? -1)) end--;
  if (outer.to !== end) return false;
  const first = elementAt(bytes, outer.from, outer.to);
  if (first?.tag !== SEQUENCE && first?.tag !== INTEGER) return false;
  return areElements(bytes, first.to, outer.to);
}

/** Whether there is at least one element, and nothing besides. */
function areElements(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const element = elementAt(bytes, at, to);
    if (element === null || element.to === at) return false;
    at = element.to;
  }
  return at > from;
}

function elementAt(bytes: Uint8Array, at: number, end: number): Element | null {
  const [tag = 0, first = 0] = [bytes[at], bytes[at + 1]];
  const more = first > 0x80 ? first - 0x80 : 0;
  if (first === 0x80 || more > 4 || at + 2 + more > end) return null;
  let length = more === 0 ? first : 0;
  for (let index = 0; index < more; index++) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const from = at + 2 + more;
  return from + length > end ? null : { tag, from, to: from + length };
}
