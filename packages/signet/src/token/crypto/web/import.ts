import { TokenKeyError, unusableKey } from "../../errors.ts";
import type { AsymmetricAlgorithm } from "../algorithms.ts";
import { publicMembers } from "../jwk.ts";
import { isJwk, isPrivate, type Jwk, type KeyMaterial } from "../material.ts";
import { checkCryptoKey, webAlgorithm } from "../web-algorithm.ts";
import { signerOf, tryKey, verifierOf } from "./asymmetric.ts";
import { type Readable, readPrivate, readPublic } from "./read.ts";
import type { WebKey } from "./web-key.ts";

/**
 * Imports a private key for an algorithm.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export async function importPrivate(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
  extractable = false,
): Promise<WebKey> {
  const option = "privateKey";
  const key = await withOptionName(option, async () => {
    if (material instanceof CryptoKey) return material;
    const readable = readPrivate(algorithm, material, option);
    return readable && engineKey(algorithm, "pkcs8", readable, extractable);
  });
  if (key?.type !== "private")
    throw unusableKey(`${option} has no private key. Give the private key of the signer.`);
  return checkPair(algorithm, await checked(algorithm, key, "sign", option), material);
}

/**
 * Imports a public key for an algorithm. A private key is refused, because a verifier must not have it.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export async function importPublic(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
  extractable = false,
): Promise<WebKey> {
  const option = "publicKey";
  const key = await withOptionName(option, async () => {
    if (material instanceof CryptoKey) return material;
    const readable = readPublic(algorithm, material, option);
    return readable && engineKey(algorithm, "spki", readable, extractable);
  });
  if (key?.type !== "public") {
    throw unusableKey(`${option} has no public key. Give the verifier only the public key.`);
  }
  return checked(algorithm, key, "verify", option);
}

/** Returns the public key of a private or public key as a JWK. */
export async function publicJwkOf(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): Promise<Jwk> {
  const secret = isPrivate(material);
  const key = await (secret ? importPrivate : importPublic)(algorithm, material, true);
  if (!key.extractable) {
    throw unusableKey(
      `${secret ? "privateKey" : "publicKey"} is a CryptoKey that is not extractable, so its public key cannot be exported. Give an extractable key.`,
    );
  }
  const jwk: unknown = await globalThis.crypto.subtle.exportKey("jwk", key);
  if (!isJwk(jwk))
    throw unusableKey("The key cannot be exported as a JWK. Use a key of type RSA, EC or Ed25519.");
  return publicMembers(jwk);
}

async function checked(
  algorithm: AsymmetricAlgorithm,
  key: WebKey,
  operation: "sign" | "verify",
  option: string,
): Promise<WebKey> {
  checkCryptoKey(key, algorithm, operation, option);
  await withOptionName(option, () => tryKey(algorithm, key));
  return key;
}

/**
 * Checks a private key from a JWK: its public members must verify its signatures. Engines read only some
 * of the numbers.
 */
async function checkPair(
  algorithm: AsymmetricAlgorithm,
  key: WebKey,
  material: KeyMaterial,
): Promise<WebKey> {
  const option = "privateKey";
  if (!isJwk(material)) return key;
  const isOwn = await withOptionName(option, async () => {
    const publicKey = await engineKey(algorithm, "spki", publicMembers(material), false);
    const signature = await signerOf(algorithm, key).sign("");
    return verifierOf(algorithm, publicKey).verify("", signature);
  });
  if (!isOwn) {
    throw unusableKey(
      `${option} is damaged, because its private and its public key do not belong together. Export the key again.`,
    );
  }
  return key;
}

async function engineKey(
  algorithm: AsymmetricAlgorithm,
  format: "pkcs8" | "spki",
  readable: Readable,
  extractable: boolean,
): Promise<WebKey> {
  const { subtle } = globalThis.crypto;
  const scheme = webAlgorithm(algorithm);
  const usage = format === "pkcs8" ? "sign" : "verify";
  return readable instanceof Uint8Array
    ? subtle.importKey(format, readable, scheme, extractable, [usage])
    : subtle.importKey("jwk", textMembers(readable), scheme, extractable, [usage]);
}

/** Returns the text members of a JWK, which are the only ones that engines accept. */
function textMembers(jwk: Jwk): Record<string, string> & { kty: string } {
  const texts = Object.entries(jwk).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return { ...Object.fromEntries(texts), kty: jwk.kty };
}

/** Adds the name of the option to errors of an engine, which say little. */
async function withOptionName<Value>(option: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof TokenKeyError) throw cause;
    throw unusableKey(
      `${option} cannot be read as a key. See \`cause\`, and check that the key is complete.`,
      { cause },
    );
  }
}
