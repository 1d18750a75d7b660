import { TokenKeyError, unusableKey } from "../../errors.ts";
import type { AsymmetricAlgorithm } from "../algorithms.ts";
import { publicMembers } from "../jwk.ts";
import { isJwk, isPrivate, type Jwk, type KeyMaterial } from "../material.ts";
import { checkCryptoKey, webAlgorithm } from "../web-algorithm.ts";
import { signerOf, tryKey, verifierOf } from "./asymmetric.ts";
import { type Readable, readPrivate, readPublic } from "./read.ts";
import type { WebKey } from "./web-key.ts";

/** A private key that fits its algorithm. */
export async function importPrivate(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
  extractable = false,
): Promise<WebKey> {
  const option = "privateKey";
  const key = await guarded(option, async () => {
    if (material instanceof CryptoKey) return material;
    const readable = readPrivate(algorithm, material, option);
    return readable && engineKey(algorithm, "pkcs8", readable, extractable);
  });
  if (key?.type !== "private") throw unusableKey(`${option} holds no private key.`);
  return whole(algorithm, await checked(algorithm, key, "sign", option), material);
}

/** A public key that fits its algorithm. A private key is refused: a verifier has no need of one. */
export async function importPublic(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
  extractable = false,
): Promise<WebKey> {
  const option = "publicKey";
  const key = await guarded(option, async () => {
    if (material instanceof CryptoKey) return material;
    const readable = readPublic(algorithm, material, option);
    return readable && engineKey(algorithm, "spki", readable, extractable);
  });
  if (key?.type !== "public") {
    throw unusableKey(`${option} holds no public key: give the verifier the public half alone.`);
  }
  return checked(algorithm, key, "verify", option);
}

/** The public half of either key, as a JWK. */
export async function publicHalf(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): Promise<Jwk> {
  const secret = isPrivate(material);
  const key = await (secret ? importPrivate : importPublic)(algorithm, material, true);
  if (!key.extractable) {
    throw unusableKey(
      `${secret ? "privateKey" : "publicKey"} is a CryptoKey that is not extractable, so that its public half cannot be told: give an extractable key.`,
    );
  }
  const jwk: unknown = await globalThis.crypto.subtle.exportKey("jwk", key);
  if (!isJwk(jwk)) throw unusableKey("The key has no form as a JWK.");
  return publicMembers(jwk);
}

async function checked(
  algorithm: AsymmetricAlgorithm,
  key: WebKey,
  operation: "sign" | "verify",
  option: string,
): Promise<WebKey> {
  checkCryptoKey(key, algorithm, operation, option);
  await guarded(option, () => tryKey(algorithm, key));
  return key;
}

/** Engines look at some numbers of a JWK alone: its public half has to accept what it signs. */
async function whole(
  algorithm: AsymmetricAlgorithm,
  key: WebKey,
  material: KeyMaterial,
): Promise<WebKey> {
  const option = "privateKey";
  if (!isJwk(material)) return key;
  const isOwn = await guarded(option, async () => {
    const half = await engineKey(algorithm, "spki", publicMembers(material), false);
    const signature = await signerOf(algorithm, key).sign("");
    return verifierOf(algorithm, half).verify("", signature);
  });
  if (!isOwn) {
    throw unusableKey(`${option} is damaged: its two halves do not belong together.`);
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

/** An engine takes no other members of a JWK than texts. */
function textMembers(jwk: Jwk): Record<string, string> & { kty: string } {
  const texts = Object.entries(jwk).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return { ...Object.fromEntries(texts), kty: jwk.kty };
}

/** Engines' own errors say little; what a developer needs is which option. */
async function guarded<Value>(option: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof TokenKeyError) throw cause;
    throw unusableKey(`${option} cannot be read as a key: see \`cause\`.`, { cause });
  }
}
