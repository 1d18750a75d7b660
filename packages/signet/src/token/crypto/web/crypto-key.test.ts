import { createSecretKey, randomBytes, webcrypto } from "node:crypto";
import { expect, test } from "vitest";
import { TokenKeyError } from "../../errors.ts";
import * as node from "../node/index.ts";
import * as web from "./index.ts";

const { subtle } = webcrypto;
const bytes = randomBytes(64);

function hmacKey(hash: string, usages: ("sign" | "verify")[], key = bytes) {
  return subtle.importKey("raw", key, { name: "HMAC", hash }, false, usages);
}

test("an HMAC CryptoKey that is not extractable signs and verifies", async () => {
  const key = await web.hmacKey("HS512", await hmacKey("SHA-512", ["sign", "verify"]));
  const signature = node.hmacKey("HS512", createSecretKey(bytes)).sign("text");
  expect(await key.sign("text")).toBe(signature);
  expect(await key.verify("text", signature)).toBe(true);
});

test("an HMAC CryptoKey with one usage works for that usage", async () => {
  const signs = await web.hmacKey("HS256", await hmacKey("SHA-256", ["sign"]));
  const verifies = await web.hmacKey("HS256", await hmacKey("SHA-256", ["verify"]));
  const signature = await signs.sign("text");
  expect(await verifies.verify("text", signature)).toBe(true);
  await refused(verifies.sign("text"), "does not allow sign");
  await refused(signs.verify("text", signature), "does not allow verify");
});

test("an HMAC CryptoKey for another hash, for another algorithm or too short is refused", async () => {
  await refused(web.hmacKey("HS256", await hmacKey("SHA-512", ["sign"])), "HMAC with SHA-256");
  await refused(web.hmacKey("HS256", await aesKey("AES-GCM")), "another algorithm");
  const short = await hmacKey("SHA-256", ["sign"], randomBytes(31));
  await refused(web.hmacKey("HS256", short), "31 bytes");
});

test("an AES-GCM CryptoKey that is not extractable seals and opens", async () => {
  const sealer = await web.contentKey("A256GCM", await aesKey("AES-GCM"));
  const sealed = await sealer.encrypt("aad", "text");
  const opener = node.contentKey("A256GCM", bytes.subarray(0, 32));
  expect(opener.decrypt("aad", sealed)).toBe("text");
  expect(await sealer.decrypt("aad", sealed)).toBe("text");

  const opens = await web.contentKey("A256GCM", await aesKey("AES-GCM", 32, ["decrypt"]));
  expect(await opens.decrypt("aad", sealed)).toBe("text");
  await refused(opens.encrypt("aad", "text"), "does not allow encrypt");
  const seals = await web.contentKey("A256GCM", await aesKey("AES-GCM", 32, ["encrypt"]));
  await refused(seals.decrypt("aad", sealed), "does not allow decrypt");
});

test("an AES CryptoKey of another mode or length is refused", async () => {
  await refused(web.contentKey("A256GCM", await aesKey("AES-CBC")), "another algorithm");
  await refused(web.contentKey("A256GCM", await aesKey("AES-GCM", 16)), "16 bytes");
  await refused(web.contentKey("A256GCM", await hmacKey("SHA-256", ["sign"])), "another algorithm");
});

test("A256CBC-HS512 needs an extractable CryptoKey, because it splits the key", async () => {
  const hidden = await hmacKey("SHA-512", ["sign"]);
  await refused(web.contentKey("A256CBC-HS512", hidden), "not extractable");
  const hmac = { name: "HMAC", hash: "SHA-512" };
  const open = await subtle.importKey("raw", bytes, hmac, true, ["sign"]);
  await web.contentKey("A256CBC-HS512", open);
});

test("a CryptoKey pair that is not extractable signs and verifies, and has no public JWK", async () => {
  const pair = await subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new Error("Ed25519 is a pair.");
  const signature = await (await web.privateKey("EdDSA", pair.privateKey)).sign("text");
  const verifier = await web.publicKey("EdDSA", pair.publicKey);
  expect(await verifier.verify("text", signature)).toBe(true);
  await refused(web.publicJwk("EdDSA", pair.privateKey), "not extractable");
  expect(await web.publicJwk("EdDSA", pair.publicKey)).toMatchObject({ kty: "OKP" });
});

test("a private or public CryptoKey for another algorithm or without the usage is refused", async () => {
  const derives = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, [
    "deriveBits",
  ]);
  await refused(web.privateKey("ES256", derives.privateKey), "is a CryptoKey for ECDH");
  const scheme = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await subtle.generateKey(scheme, true, ["sign", "verify"]);
  const jwk = await subtle.exportKey("jwk", pair.publicKey);
  const idle = await subtle.importKey("jwk", { ...jwk, key_ops: [] }, scheme, true, []);
  await refused(web.publicKey("ES256", idle), "does not allow verify");
});

function aesKey(
  name: string,
  length = 32,
  usages: ("encrypt" | "decrypt")[] = ["encrypt", "decrypt"],
) {
  return subtle.importKey("raw", bytes.subarray(0, length), name, false, usages);
}

async function refused(attempt: Promise<unknown>, message: string): Promise<void> {
  const error: unknown = await attempt.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TokenKeyError);
  expect(error).toMatchObject({ message: expect.stringContaining(message) });
}
