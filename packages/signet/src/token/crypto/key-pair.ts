import { decodings } from "./encodings.ts";
import { DER, DER_START, SSH_BYTES } from "./key-patterns.ts";

/**
 * The maximum number of nested encodings that are decoded. A PEM in base64 has one. A DER in hexadecimal
 * in base64 has two.
 */
const ENCODINGS = 3;

/** The size of the shortest key with an algorithm identifier, Ed25519 in SPKI; bytes. */
const SMALLEST = 44;

/**
 * Checks whether a secret contains a public or private key, in any encoding. A public key is not secret,
 * so it must not be an HMAC key (RFC 8725, section 2.1). A private key must be used with its own
 * algorithm. Keys without an identifier, such as the 32 raw bytes of Ed25519, cannot be recognized. The
 * time is linear in the length of the secret.
 */
export function holdsKeyPair(secret: Uint8Array, encodings: number = ENCODINGS): boolean {
  const bytes = latin1(secret);
  // An environment variable may contain only the first line of a PEM.
  if (ARMOUR.test(bytes) || SSH_BYTES.test(bytes)) return true;
  if (secret.length < SMALLEST) return false;
  if (looksLikeKey(bytes) || (!isAscii(bytes) && looksLikeKey(utf8.decode(secret)))) return true;
  if (encodings === 0) return false;
  return decodings(readable(bytes)).some((inner) => holdsKeyPair(inner, encodings - 1));
}

const utf8 = new TextDecoder();
const utf16 = new TextDecoder("utf-16le");

/** Converts bytes to a text with one character for each byte. */
function latin1(bytes: Uint8Array): string {
  return utf16.decode(new Uint16Array(bytes));
}

function isAscii(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}

function looksLikeKey(text: string): boolean {
  if (DER_START.test(text)) return true;
  const plain = readable(text);
  return PATTERNS.some((pattern) => pattern.test(plain));
}

/** A first or last line of PEM (RFC 7468), or of an SSH key (RFC 4716). */
const ARMOUR = /-----(?:BEGIN|END )|---- (?:BEGIN|END) SSH/;

/** Patterns that recognize a key anywhere in a text: PEM, JWK, SSH lines, DER, PuTTY and XML. */
const PATTERNS: readonly RegExp[] = [
  ARMOUR,
  /kty["']?\s*[:=]\s*(?:["'](?!oct\b)|(?:RSA|EC|OKP|AKP)\b)/,
  /(?:ssh|ecdsa-sha2)-[a-z0-9]+(?:-cert-v01)?(?:@openssh\.com)?[\s+]+AAAA/,
  DER,
  /PuTTY-User-Key-File|<(?:RSA|EC|DSA)KeyValue/,
];

/** Removes the zero bytes of UTF-16 from a text, and resolves escapes. */
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
