import { unusableKey } from "../errors.ts";
import { holdsKeyPair } from "./key-pair.ts";

/** A JSON Web Key (RFC 7517). Other members are ignored. */
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

/** A `CryptoKey` of Web Cryptography. The type needs neither DOM nor Node types. */
export interface CryptoKeyLike {
  readonly type: string;
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
}

/** Node's `KeyObject`. The type needs no Node types. */
export interface KeyObjectLike {
  readonly type: string;
  readonly export: (options: { format: "jwk" }) => unknown;
}

/**
 * A public or private key: PEM as text or bytes (PKCS#1, PKCS#8, SPKI, X.509), a JWK, or a key object.
 */
export type KeyMaterial = string | Uint8Array | Jwk | CryptoKeyLike | KeyObjectLike;

/** A secret: random bytes, or a key object of them. */
export type SecretMaterial = Uint8Array | CryptoKeyLike | KeyObjectLike;

/** The label and the DER of a PEM. */
export interface Pem {
  readonly label: string;
  readonly base64: string;
}

/**
 * Matches the first line of a PEM. The EC parameters that OpenSSL writes before an EC key are skipped.
 */
const BEGIN = /-----BEGIN (?!EC PARAMETERS)([A-Z0-9 ]{1,40})-----/;

/**
 * Returns the first PEM block (RFC 7468) of a text. Lines before it, which often describe a certificate,
 * are ignored.
 *
 * @throws {TokenKeyError} `key-unusable` for a text without PEM, and for a PEM with a passphrase.
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
      `${option} is protected by a passphrase. Decrypt it first, and give the result, for example as a KeyObject.`,
    );
  }
  const base64 = body.replace(/\s/g, "");
  if (label === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw unusableKey(
      `${option} is no PEM. Give the whole text, from -----BEGIN to the end of the END line, or a JWK, KeyObject or CryptoKey.`,
    );
  }
  return { label, base64 };
}

/** Replaces the two characters `\\n`, as in many environment variables, by a line break. */
export function withLines(pem: string): string {
  return pem.replace(/(?:\\r)?\\n/g, "\n");
}

/** Checks whether a JWK has a private key or a secret. */
export function isPrivateJwk(jwk: Jwk): boolean {
  return jwk["d"] !== undefined || jwk["k"] !== undefined;
}

/** Checks whether a value is a JWK, which has a `kty`. */
export function isJwk(material: unknown): material is Jwk {
  return (
    typeof material === "object" &&
    material !== null &&
    typeof Reflect.get(material, "kty") === "string"
  );
}

/** Checks whether a key is a private key. */
export function isPrivate(material: KeyMaterial): boolean {
  if (typeof material === "string" || material instanceof Uint8Array) {
    return parsePem(material, "The key").label.endsWith("PRIVATE KEY");
  }
  return isJwk(material) ? isPrivateJwk(material) : material.type === "private";
}

/**
 * Returns a secret unchanged.
 *
 * @throws {TokenKeyError} `key-unusable` for a secret that contains a public or private key, or a JWK.
 */
export function refuseKeyPair<Bytes extends Uint8Array>(secret: Bytes): Bytes {
  if (holdsKeyPair(secret) || isKeySet(new TextDecoder().decode(secret))) {
    throw unusableKey(
      "secret contains a public or private key, so anyone with the public key could sign. Give it as publicKey or privateKey, with its own algorithm.",
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
