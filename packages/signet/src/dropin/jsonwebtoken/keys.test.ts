import { createPublicKey, createSecretKey } from "node:crypto";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { forge, JWT, pemOf, rsa, small } from "./comparison.test-d.ts";
import ours from "./index.ts";
import { privateOrSecret, publicOrSecret } from "./keys.ts";

test("a key is parsed once, as text, as bytes and as an object", () => {
  const object = createSecretKey(Buffer.from("a secret"));
  const input = () => ({ key: pemOf(rsa.privateKey), passphrase: "x" });
  for (const make of [() => pemOf(rsa.privateKey), () => Buffer.from("abc"), () => object, input]) {
    expect(privateOrSecret(make())).toBe(privateOrSecret(make()));
    expect(publicOrSecret(make())).toBe(publicOrSecret(make()));
  }
});

test("changed bytes are another secret, because keys copy bytes", () => {
  const bytes = Buffer.from("first");
  const token = ours.sign({}, bytes);
  bytes.write("other");
  expect(() => ours.verify(token, bytes)).toThrow("invalid signature");
  expect(ours.verify(token, Buffer.from("first"))).toHaveProperty("iat");
  const later = ours.sign({}, Buffer.from("first"), { algorithm: "HS512" });
  expect(ours.verify(later, "first")).toHaveProperty("iat");
});

test("bytes are not the same secret as a text of the same characters", () => {
  const [text, bytes] = ["\u00ff", Buffer.from([0xff])];
  expect(() => ours.verify(ours.sign({}, text), bytes)).toThrow("invalid signature");
  expect(ours.verify(ours.sign({}, text), Buffer.from(text))).toHaveProperty("iat");
});

test("an input object with a changed key is another key", () => {
  const input = { key: pemOf(rsa.privateKey), passphrase: "" };
  const token = ours.sign({}, input, { algorithm: "RS256" });
  input.key = pemOf(small.privateKey);
  expect(() => ours.sign({}, input, { algorithm: "RS256" })).toThrow("minimum key size");
  expect(ours.verify(token, rsa.publicKey)).toHaveProperty("iat");
});

test("the same text is a private key for sign and a public key for verify", () => {
  const text = pemOf(rsa.privateKey);
  expect(privateOrSecret(text)?.type).toBe("private");
  expect(publicOrSecret(text)?.type).toBe("public");
});

test("inspecting a parsed key does not show the secret", () => {
  const key = privateOrSecret("swordfish");
  expect(inspect(key, { depth: 9, showHidden: true })).not.toMatch(/swordfish|73 77 6f|115, 119/);
});

test("no error contains the secret or the token", () => {
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

test("an RSA key with a too long modulus leaves no pending OpenSSL error behind", async () => {
  const jwk = { kty: "RSA", e: "AQAB", n: `o${"_".repeat(2_999)}` };
  const key = createPublicKey({ key: jwk, format: "jwk" });
  expect(() => ours.verify(ours.sign({}, "a secret"), key)).toThrow();
  const raw = new Uint8Array(32);
  const aes = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt", "encrypt"]);
  const iv = new Uint8Array(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, raw);
  expect(sealed.byteLength).toBe(48);
});
