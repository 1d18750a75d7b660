import { decodeBytes } from "../base64url.ts";
import { isKeyDer } from "./key-der.ts";

/** How many encodings are taken off: base64 of PEM, or of a PEM that was encoded once more. */
const MOST_ENCODINGS = 2;

/**
 * Tells whether a secret is a public or private key in disguise: PEM, with or without its first and
 * last line, DER, a JWK or a set of them, an SSH key; each as it is, or in base64, base64url or hex. As a
 * secret of HMAC it would let anybody sign who has the public key (RFC 8725, 2.1). Looks at the whole
 * secret in linear time, and takes no random bytes for a key.
 */
export function holdsKeyPair(secret: Uint8Array): boolean {
  let forms: Uint8Array[] = [secret];
  for (let taken = 0; taken <= MOST_ENCODINGS; taken++) {
    if (forms.some(isKeyPair)) return true;
    forms = forms.flatMap(decoded);
  }
  return false;
}

function isKeyPair(bytes: Uint8Array): boolean {
  const text = textOf(bytes);
  return ARMOUR.test(text) || JWK.test(text) || SSH.test(text) || isKeyDer(bytes);
}

/** A first or last line of PEM (RFC 7468), or of an SSH key (RFC 4716). */
const ARMOUR = /----[ -](?:BEGIN|END) /;

/** `"kty":"RSA"`, within whatever: a set, an array, a comment, a text that was quoted once more. */
const JWK = /kty\\*["']?\s*:\s*\\*["'](?!oct\b)/;

/** A line of OpenSSH's authorized_keys, or what its base64 holds: the length of a name, and the name. */
const SSH =
  /(?:^|\s)(?:ssh-|ecdsa-sha2-|sk-(?:ssh|ecdsa)-)[\w.@-]+\s+AAAA|^\0{3}.(?:ssh-|ecdsa-sha2-|sk-)|^openssh-key-v1\0/s;

/** What comes with a key that was copied, or that an environment variable holds. */
const BLANKS = /[\s\ufeff\u200b\0"'`]|\\[rn]/g;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const HEX = /^(?:0x)?[0-9a-f]+$/i;

/** The bytes behind a text in base64, base64url or hex; a text may be read as more than one of them. */
function decoded(bytes: Uint8Array): Uint8Array[] {
  const text = textOf(bytes).replace(BLANKS, "");
  const hex = text.replaceAll(":", "");
  return [
    ...(BASE64.test(text) ? fromBase64(text) : []),
    ...(HEX.test(hex) && hex.length % 2 === 0 ? [fromHex(hex.replace(/^0x/i, ""))] : []),
  ];
}

function fromBase64(text: string): Uint8Array[] {
  const digits = text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
  const bytes = decodeBytes(digits);
  return bytes === null ? [] : [bytes];
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

const utf8 = new TextDecoder();

function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
