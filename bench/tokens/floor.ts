import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";

/** The least that verifying an HS256 token takes; `null` when the signature is not its own. */
export function floorVerify(key: KeyObject, token: string): unknown {
  const headerEnd = token.indexOf(".");
  const payloadEnd = token.lastIndexOf(".");
  const expected = createHmac("sha256", key).update(token.slice(0, payloadEnd)).digest();
  const signature = Buffer.from(token.slice(payloadEnd + 1), "base64url");
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null;
  return JSON.parse(Buffer.from(token.slice(headerEnd + 1, payloadEnd), "base64url").toString());
}

/** The least that signing one takes; `header` is encoded already. */
export function floorSign(key: KeyObject, header: string, claims: object): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
  const input = `${header}.${payload}`;
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
}
