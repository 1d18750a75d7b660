import { createHmac, type KeyObject, sign, timingSafeEqual, verify } from "node:crypto";
import type { Kit } from "./kit.ts";

/** The bare primitive of an algorithm, as fast as `node:crypto` has it, on a token's `header.payload`. */
interface Primitive {
  sign(input: string): Buffer;
  verify(input: string, signature: Buffer): boolean;
}

/**
 * Keys go in by themselves, not in an object with options, which costs a third more. ES256 stays in
 * OpenSSL's own DER on the way out, and is verified from DER: converting is part of the work above it.
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

/** The least that signing takes: JSON, base64url and the primitive. */
export function floorSign(kit: Kit): (claims: object) => string {
  const primitive = primitiveOf(kit);
  const header = encode({ alg: kit.algorithm, typ: "JWT" });
  return (claims) => {
    const input = `${header}.${encode(claims)}`;
    return `${input}.${primitive.sign(input).toString("base64url")}`;
  };
}

/** The least that verifying takes; `null` when the signature is not its own. For tokens of {@link floorSign}. */
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
