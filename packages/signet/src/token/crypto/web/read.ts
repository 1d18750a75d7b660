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

/** A key in a form that an engine can import: DER, or a JWK. */
export type Readable = Bytes | Jwk;

/** Returns a private key in a form that an engine can import, or `null` if the material has none. */
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

/** Returns a public key in a form that an engine can import, or `null` if the material has none. */
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

/** Checks the type and the curve of a JWK. Some engines do not: Deno imports a P-256 key as P-384. */
function fit(algorithm: AsymmetricAlgorithm, jwk: Jwk, option: string): Jwk {
  const [kty, crv] = typeOf(algorithm);
  if (jwk.kty !== kty || jwk.crv !== crv) {
    const wanted = [kty, crv].filter((part) => part !== undefined).join(" ");
    throw unusableKey(`${option} is a JWK of another type. ${algorithm} needs ${wanted}.`);
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
    throw unusableKey(
      `${option} is no key. Give PEM (text or bytes), a JWK, a KeyObject or a CryptoKey.`,
    );
  }
  const { label, base64 } = parsePem(material, option);
  const unpadded = base64.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
  const der = base64.length % 4 === 0 ? decodeBytes(unpadded) : null;
  if (der === null)
    throw unusableKey(
      `${option} is an incomplete PEM. Give the whole text, from -----BEGIN to the end of the END line.`,
    );
  return { label, der };
}

/** Exports a key object as DER, because a JWK cannot represent RSA-PSS keys. */
function exported(
  key: KeyObjectLike,
  half: "private" | "public",
  type: "pkcs8" | "spki",
): Labelled {
  if (key.type !== half) return { label: "", der: new Uint8Array() };
  const der: unknown = Reflect.apply(key.export, key, [{ format: "der", type }]);
  if (!(der instanceof Uint8Array))
    throw unusableKey("The key object cannot be exported as DER. Give PEM or a JWK.");
  return { label: `${half.toUpperCase()} KEY`, der: new Uint8Array(der) };
}
