import { decodeBytes } from "../../base64url.ts";
import { unusableKey } from "../../errors.ts";
import { type AsymmetricAlgorithm, CURVES, isEc } from "../algorithms.ts";
import { jwkFor } from "../jwk.ts";
import {
  isJwk,
  isPrivateJwk,
  type Jwk,
  type KeyMaterial,
  type KeyObjectLike,
  parsePem,
} from "../material.ts";
import type { Bytes } from "./bytes.ts";
import { pkcs8, spki } from "./engine-der.ts";
import { privateInfo, publicInfo } from "./key-info.ts";
import { isKeyObject } from "./secret.ts";

/** What an engine takes: DER, or a JWK. */
export type Readable = Bytes | Jwk;

/** What an engine imports a private key from; `null` when the material holds none. */
export function readPrivate(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
  option: string,
): Readable | null {
  if (isJwk(material)) {
    const jwk = fit(algorithm, jwkFor(material, algorithm, "sign", option), option);
    return isPrivateJwk(jwk) ? jwk : null;
  }
  const { label, der } = isKeyObject(material)
    ? exported(material, "private", "pkcs8")
    : derOf(material, option);
  const info = privateInfo(label, der);
  return info && pkcs8(algorithm, info, option);
}

/** What an engine imports a public key from; `null` when the material holds none. */
export function readPublic(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
  option: string,
): Readable | null {
  if (isJwk(material)) {
    if (isPrivateJwk(material)) return null;
    return fit(algorithm, jwkFor(material, algorithm, "verify", option), option);
  }
  const { label, der } = isKeyObject(material)
    ? exported(material, "public", "spki")
    : derOf(material, option);
  const info = publicInfo(label, der);
  return info && spki(algorithm, info, option);
}

/** Not every engine holds a JWK against the curve it is imported for: Deno takes P-256 for P-384. */
function fit(algorithm: AsymmetricAlgorithm, jwk: Jwk, option: string): Jwk {
  const [kty, crv] = typeOf(algorithm);
  if (jwk.kty !== kty || jwk.crv !== crv) {
    const wanted = [kty, crv].filter((part) => part !== undefined).join(" ");
    throw unusableKey(`${option} is a JWK of another kind: ${algorithm} takes ${wanted}.`);
  }
  return jwk;
}

function typeOf(algorithm: AsymmetricAlgorithm): readonly [kty: string, crv?: string] {
  if (algorithm === "EdDSA") return ["OKP", "Ed25519"];
  return isEc(algorithm) ? ["EC", CURVES[algorithm]] : ["RSA"];
}

interface Labelled {
  readonly label: string;
  readonly der: Bytes;
}

function derOf(material: KeyMaterial, option: string): Labelled {
  if (typeof material !== "string" && !(material instanceof Uint8Array)) {
    throw unusableKey(`${option} must be PEM (text or bytes), a JWK, a KeyObject or a CryptoKey.`);
  }
  const { label, base64 } = parsePem(material, option);
  const unpadded = base64.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
  const der = base64.length % 4 === 0 ? decodeBytes(unpadded) : null;
  if (der === null) throw unusableKey(`${option} is PEM that is cut short.`);
  return { label, der };
}

/** A key object as DER, which every kind of key has: RSA-PSS has no form as a JWK. */
function exported(
  key: KeyObjectLike,
  half: "private" | "public",
  type: "pkcs8" | "spki",
): Labelled {
  if (key.type !== half) return { label: "", der: new Uint8Array() };
  const der: unknown = Reflect.apply(key.export, key, [{ format: "der", type }]);
  if (!(der instanceof Uint8Array)) throw unusableKey("The key object gives no DER.");
  return { label: `${half.toUpperCase()} KEY`, der: new Uint8Array(der) };
}
