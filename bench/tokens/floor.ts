import { createHmac, type KeyObject, sign, timingSafeEqual, verify } from "node:crypto";
import type { Kit } from "./kit.ts";

/** The fastest form of an algorithm in `node:crypto`, applied to the `header.payload` of a token. */
interface Primitive {
  sign(input: string): Buffer;
  verify(input: string, signature: Buffer): boolean;
}

/**
 * Keys are passed directly, because an object with options costs a third more. ES256 signatures stay in
 * OpenSSL's DER encoding, because the conversion is work above the floor.
 */
function primitiveOf({ algorithm, signing, verifying }: Kit): Primitive {
  if (algorithm === "HS256") return hmac(signing.object);
  const hash = algorithm === "EdDSA" ? null : "sha256";
  return {
    sign: (input) => sign(hash, Buffer.from(input), signing.object),
    verify: (input, signature) => verify(hash, Buffer.from(input), verifying.object, signature),
  };
}

function hmac(key: KeyObject): Primitive {
  const mac = (input: string) => createHmac("sha256", key).update(input).digest();
  return {
    sign: mac,
    verify(input, signature) {
      const expected = mac(input);
      return signature.length === expected.length && timingSafeEqual(signature, expected);
    },
  };
}

/** Returns the minimal signer: JSON, base64url and the primitive. */
export function floorSign(kit: Kit): (claims: object) => string {
  const primitive = primitiveOf(kit);
  const header = encode({ alg: kit.algorithm, typ: "JWT" });
  return (claims) => {
    const input = `${header}.${encode(claims)}`;
    return `${input}.${primitive.sign(input).toString("base64url")}`;
  };
}

/** Returns the minimal verifier for tokens of {@link floorSign}. It returns `null` for a wrong signature. */
export function floorVerify(kit: Kit): (token: string) => unknown {
  const primitive = primitiveOf(kit);
  return (token) => {
    const headerEnd = token.indexOf(".");
    const payloadEnd = token.lastIndexOf(".");
    const signature = Buffer.from(token.slice(payloadEnd + 1), "base64url");
    if (!primitive.verify(token.slice(0, payloadEnd), signature)) return null;
    return JSON.parse(Buffer.from(token.slice(headerEnd + 1, payloadEnd), "base64url").toString());
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
