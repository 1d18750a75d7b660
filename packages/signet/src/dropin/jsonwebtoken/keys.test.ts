import { createPublicKey, createSecretKey } from "node:crypto";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { forge, JWT, pemOf, rsa, small } from "./both.test-d.ts";
import ours from "./index.ts";
import { privateOrSecret, publicOrSecret } from "./keys.ts";

test("a key is read once, as text, as bytes and as an object", () => {
  const object = createSecretKey(Buffer.from("a secret"));
  const input = () => ({ key: pemOf(rsa.privateKey), passphrase: "x" });
  for (const make of [() => pemOf(rsa.privateKey), () => Buffer.from("abc"), () => object, input]) {
    expect(privateOrSecret(make())).toBe(privateOrSecret(make()));
    expect(publicOrSecret(make())).toBe(publicOrSecret(make()));
  }
});

test("bytes that changed are another secret, and are copied", () => {
  const bytes = Buffer.from("first");
  const token = ours.sign({}, bytes);
  bytes.write("other");
  expect(() => ours.verify(token, bytes)).toThrow("invalid signature");
  expect(ours.verify(token, Buffer.from("first"))).toHaveProperty("iat");
  const later = ours.sign({}, Buffer.from("first"), { algorithm: "HS512" });
  expect(ours.verify(later, "first")).toHaveProperty("iat");
});

test("bytes are not taken for the text that they look like", () => {
  const [text, bytes] = ["\u00ff", Buffer.from([0xff])];
  expect(() => ours.verify(ours.sign({}, text), bytes)).toThrow("invalid signature");
  expect(ours.verify(ours.sign({}, text), Buffer.from(text))).toHaveProperty("iat");
});

test("an input that was given another key is another key", () => {
  const input = { key: pemOf(rsa.privateKey), passphrase: "" };
  const token = ours.sign({}, input, { algorithm: "RS256" });
  input.key = pemOf(small.privateKey);
  expect(() => ours.sign({}, input, { algorithm: "RS256" })).toThrow("minimum key size");
  expect(ours.verify(token, rsa.publicKey)).toHaveProperty("iat");
});

test("the same text is a private key where it signs and a public one where it verifies", () => {
  const text = pemOf(rsa.privateKey);
  expect(privateOrSecret(text)?.type).toBe("private");
  expect(publicOrSecret(text)?.type).toBe("public");
});

test("a key that was read shows nothing of itself", () => {
  const key = privateOrSecret("swordfish");
  expect(inspect(key, { depth: 9, showHidden: true })).not.toMatch(/swordfish|73 77 6f|115, 119/);
});

test("no error holds the secret or the token", () => {
  const token = forge(JWT, { sub: "1" }, "another");
  for (const work of [
    () => ours.verify(token, "swordfish"),
    () => ours.sign({}, "swordfish", { algorithm: "RS256" }),
    () => ours.sign({}, { key: "swordfish", passphrase: "swordfish" }),
  ]) {
    expect(work).toThrow();
    try {
      work();
    } catch (error) {
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/swordfish|eyJ/);
    }
  }
});

test("a key with numbers that are too long leaves nothing behind that could end the process", async () => {
  const jwk = { kty: "RSA", e: "AQAB", n: `o${"_".repeat(2_999)}` };
  const key = createPublicKey({ key: jwk, format: "jwk" });
  expect(() => ours.verify(ours.sign({}, "a secret"), key)).toThrow();
  const raw = new Uint8Array(32);
  const aes = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt", "encrypt"]);
  const iv = new Uint8Array(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, raw);
  expect(sealed.byteLength).toBe(48);
});
