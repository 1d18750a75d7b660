import { createPublicKey, X509Certificate } from "node:crypto";

/**
 * Whether a secret is, or wraps, a public or private key. Who has to do with tokens has the public
 * key, so under HMAC it is no secret: RFC 8725, 2.1. It comes to that when a key is damaged, or in a
 * form that cannot be read, and is therefore taken for a secret.
 */
export function holdsKeyPair(secret: Uint8Array): boolean {
  const text = Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength).toString("latin1");
  return (
    text.includes("-----BEGIN") || ASYMMETRIC_JWK.test(text) || SSH.test(text) || holdsDer(text)
  );
}

/** `"kty":"RSA"`, within whatever: a set, an array, a comment, a text that was quoted once more. */
const ASYMMETRIC_JWK = /kty\\*["']?\s*:\s*\\*["'](?!oct\b)/;

const SSH = /^\s*(?:ssh-[a-z0-9]+|ecdsa-sha2-[a-z0-9]+) /;

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** A public key or certificate as DER, or as a PEM that lost its first and last line. */
function holdsDer(text: string): boolean {
  if (isSequence(text)) return isPublicDer(Buffer.from(text, "latin1"));
  // Base64 of a sequence begins with M.
  const base64 = /^\s*M/.test(text) ? text.replace(/\s/g, "") : "";
  if (!BASE64.test(base64)) return false;
  const bytes = Buffer.from(base64, "base64");
  return isSequence(bytes.toString("latin1")) && isPublicDer(bytes);
}

/** Whether bytes are one SEQUENCE of DER from first to last, as every key is. */
function isSequence(bytes: string): boolean {
  if (bytes.charCodeAt(0) !== 0x30) return false;
  const first = bytes.charCodeAt(1);
  const more = first > 0x80 ? first - 0x80 : 0;
  let length = more === 0 ? first : 0;
  for (let at = 2; at < 2 + more; at++) length = length * 256 + bytes.charCodeAt(at);
  return length === bytes.length - 2 - more;
}

function isPublicDer(key: Buffer): boolean {
  return (
    isReadable(() => createPublicKey({ key, format: "der", type: "spki" })) ||
    isReadable(() => createPublicKey({ key, format: "der", type: "pkcs1" })) ||
    isReadable(() => new X509Certificate(key))
  );
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
