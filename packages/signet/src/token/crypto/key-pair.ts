import { decodings } from "./encodings.ts";
import { DER, DER_START, SSH_BYTES } from "./key-marks.ts";

/**
 * How many encodings are taken off, one within another: a PEM in base64 has one, and base64 of the
 * hexadecimal of a DER has two.
 */
const ENCODINGS = 3;

/** Ed25519 in SPKI; no key that names its kind is shorter. Bytes. */
const SMALLEST = 44;

/**
 * Tells whether a secret is, or holds in whatever encoding, a public or private key. Who has to do with
 * tokens has the public key, so under HMAC it is no secret (RFC 8725, 2.1); a private key has an algorithm
 * of its own. Takes linear time. Numbers without a name, such as the 32 bytes of Ed25519, look like any
 * secret.
 */
export function holdsKeyPair(secret: Uint8Array, encodings: number = ENCODINGS): boolean {
  const bytes = latin1(secret);
  // Its first line is what is left of a PEM where a variable takes one line.
  if (ARMOUR.test(bytes) || SSH_BYTES.test(bytes)) return true;
  if (secret.length < SMALLEST) return false;
  if (isMarked(bytes) || (!isAscii(bytes) && isMarked(utf8.decode(secret)))) return true;
  if (encodings === 0) return false;
  return decodings(readable(bytes)).some((inner) => holdsKeyPair(inner, encodings - 1));
}

const utf8 = new TextDecoder();
const utf16 = new TextDecoder("utf-16le");

/** Bytes as text of the same length. */
function latin1(bytes: Uint8Array): string {
  return utf16.decode(new Uint16Array(bytes));
}

function isAscii(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}

function isMarked(text: string): boolean {
  if (DER_START.test(text)) return true;
  const plain = readable(text);
  return MARKS.some((mark) => mark.test(plain));
}

/** A first or last line of PEM (RFC 7468), or of an SSH key (RFC 4716). */
const ARMOUR = /-----(?:BEGIN|END )|---- (?:BEGIN|END) SSH/;

/** By what a key is known wherever it stands: PEM, JWK, the lines of SSH, DER, PuTTY and XML. */
const MARKS: readonly RegExp[] = [
  ARMOUR,
  /kty["']?\s*[:=]\s*(?:["'](?!oct\b)|(?:RSA|EC|OKP|AKP)\b)/,
  /(?:ssh|ecdsa-sha2)-[a-z0-9]+(?:-cert-v01)?(?:@openssh\.com)?[\s+]+AAAA/,
  DER,
  /PuTTY-User-Key-File|<(?:RSA|EC|DSA)KeyValue/,
];

/** A text without what stands for something else: the zeros of UTF-16, and escapes. */
function readable(text: string): string {
  return text
    .replaceAll("\0", "")
    .replace(/\\{2,}/g, "\\")
    .replace(/\\(?:u00|x)([\da-f]{2})|%([\da-f]{2})|\\([nrt]?)/gi, (_, code, percent, space) => {
      const hex = code ?? percent;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return space === "" ? "" : "\n";
    });
}
