import { unusableKey } from "../errors.ts";
import { holdsKeyPair } from "./key-pair.ts";

/** A JSON Web Key (RFC 7517); members beyond these are ignored. */
export interface Jwk {
  readonly kty: string;
  readonly use?: string;
  readonly key_ops?: readonly string[];
  readonly alg?: string;
  readonly kid?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
  readonly [member: string]: unknown;
}

/** A `CryptoKey` of Web Cryptography, described so that no build's types are needed. */
export interface CryptoKeyLike {
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
}

/** Node's `KeyObject`, described likewise. */
export interface KeyObjectLike {
  readonly type: string;
  readonly export: (options: { format: "jwk" }) => unknown;
}

/** One key of a pair: PEM text or its bytes (PKCS#1, PKCS#8, SPKI, X.509), or a key object. */
export type KeyMaterial = string | Uint8Array | Jwk | CryptoKeyLike | KeyObjectLike;

/** A secret of random bytes. */
export type SecretMaterial = Uint8Array | CryptoKeyLike | KeyObjectLike;

/** PEM as far as it can be read without a crypto engine: what it says it is, and its DER. */
export interface Pem {
  readonly label: string;
  readonly base64: string;
}

/** What OpenSSL writes before an EC key tells its curve once more. */
const BEGIN = /-----BEGIN (?!EC PARAMETERS)([A-Z0-9 ]{1,40})-----/;

/**
 * The first PEM block (RFC 7468) in a text. A certificate is often preceded by lines that describe
 * it; they count for nothing.
 *
 * @throws {TokenKeyError} `key-unusable` when there is none, or one that a passphrase protects.
 */
export function parsePem(material: string | Uint8Array, option: string): Pem {
  const text = withLines(
    typeof material === "string" ? material : new TextDecoder().decode(material),
  );
  const begin = BEGIN.exec(text);
  const label = begin?.[1] ?? "";
  const start = (begin?.index ?? 0) + (begin?.[0].length ?? 0);
  const end = text.indexOf(`-----END ${label}-----`, start);
  const body = end === -1 ? "" : text.slice(start, end);
  if (label === "ENCRYPTED PRIVATE KEY" || body.includes("Proc-Type: 4,ENCRYPTED")) {
    throw unusableKey(
      `${option} is protected by a passphrase. Decrypt it first and give the result, for example as a KeyObject.`,
    );
  }
  const base64 = body.replace(/\s/g, "");
  if (label === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw unusableKey(
      `${option} is no PEM: give the whole text, from -----BEGIN to the end of the END line, or a JWK, KeyObject or CryptoKey.`,
    );
  }
  return { label, base64 };
}

/** The text with lines where it has the two characters `\\n`, as in many environment variables. */
export function withLines(pem: string): string {
  return pem.replace(/(?:\\r)?\\n/g, "\n");
}

export function isPrivateJwk(jwk: Jwk): boolean {
  return jwk["d"] !== undefined || jwk["k"] !== undefined;
}

export function isJwk(material: unknown): material is Jwk {
  return (
    typeof material === "object" &&
    material !== null &&
    typeof Reflect.get(material, "kty") === "string"
  );
}

/** Whether a key is the private half of a pair. */
export function isPrivate(material: KeyMaterial): boolean {
  if (typeof material === "string" || material instanceof Uint8Array) {
    return parsePem(material, "The key").label.endsWith("PRIVATE KEY");
  }
  return isJwk(material) ? isPrivateJwk(material) : material.type === "private";
}

/** @throws {TokenKeyError} for what is or holds a key of a pair, or the text of a JWK. */
export function refuseKeyPair<Bytes extends Uint8Array>(secret: Bytes): Bytes {
  if (holdsKeyPair(secret) || isKeySet(new TextDecoder().decode(secret))) {
    throw unusableKey(
      "secret holds a public or private key. Give it as publicKey or privateKey, with its own algorithm: as a secret, anybody who has the public key could sign.",
    );
  }
  return secret;
}

function isKeySet(text: string): boolean {
  if (!/^[\s\ufeff\u200b]*[[{]/.test(text)) return false;
  try {
    const value: unknown = JSON.parse(text.replace(/^[\s\ufeff\u200b]+/, ""));
    const keys = Array.isArray(value) ? value : [value, ...listOf(Object(value).keys)];
    return keys.some(isJwk);
  } catch {
    return false;
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
