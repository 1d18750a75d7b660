/**
 * Base64url without padding (RFC 4648, section 5; RFC 7515, section 2). Decoding accepts only the
 * canonical form, so different texts never decode to the same bytes.
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CODES: Uint8Array = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const NONE = 64;
const VALUES: Uint8Array = new Uint8Array(128).fill(NONE);
for (const [value, character] of [...ALPHABET].entries()) {
  VALUES[character.charCodeAt(0)] = value;
}

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Encodes bytes as base64url. */
export function encodeBytes(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 6; bits -= 6) codes[at++] = CODES[(held >> (bits - 6)) & 63] ?? 0;
    held &= 255;
  }
  if (bits > 0) codes[at] = CODES[(held << (6 - bits)) & 63] ?? 0;
  return strictUtf8.decode(codes);
}

/** Decodes base64url. Returns `null` for other characters, padding, or bits set after the last byte. */
export function decodeBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const value = VALUES[text.charCodeAt(index)] ?? NONE;
    if (value === NONE) return null;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
    }
  }
  const left = held & ((1 << bits) - 1);
  return bits >= 6 || left !== 0 ? null : bytes;
}

/** Encodes the UTF-8 bytes of a text as base64url. */
export function encodeText(text: string): string {
  return encodeBytes(utf8.encode(text));
}

/** Decodes base64url to a text. Returns `null` if it is not base64url or the bytes are not UTF-8. */
export function decodeText(encoded: string): string | null {
  const bytes = decodeBytes(encoded);
  return bytes === null ? null : textOf(bytes);
}

/** Decodes UTF-8 bytes. A leading byte order mark stays in the text. Returns `null` for invalid UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Checks whether a text is canonical base64url: a length that an encoder produces, and no bits set
 * after the last byte. The text must contain only characters of the alphabet.
 */
export function isCanonical(encoded: string): boolean {
  const rest = encoded.length & 3;
  if (rest === 0) return true;
  if (rest === 1) return false;
  const last = VALUES[encoded.charCodeAt(encoded.length - 1)] ?? NONE;
  return (last & (rest === 2 ? 15 : 3)) === 0;
}
