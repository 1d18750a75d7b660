import { createCipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refused, secretConformance } from "../../../signet/fixtures/secret-conformance.ts";
import { ASYMMETRIC_ALGORITHMS } from "../../../signet/src/token/crypto/algorithms.ts";
import type { Encrypted } from "../../../signet/src/token/crypto/contract.ts";
import * as node from "../../../signet/src/token/crypto/node/index.ts";
import * as chosen from "./chosen.ts";
import * as sandbox from "./index.ts";
import { createSecretKey } from "./node-crypto.ts";

secretConformance(
  [["sandbox", sandbox]],
  [
    ["sandbox", sandbox],
    ["node", node],
  ],
);

const anyText: fc.Arbitrary<string> = fc.string({ unit: "binary", maxLength: 200 });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const base64url = (given: Uint8Array) => Buffer.from(given).toString("base64url");

describe("the sandbox's crypto gives the results of Node", () => {
  test("HKDF with any secret, salt and length", () => {
    const secrets = fc.oneof(anyText, fc.uint8Array({ maxLength: 200 }));
    const lengths = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(secrets, anyText, anyText, lengths, (secret, salt, purpose, length) => {
        const expected = new Uint8Array(hkdfSync("sha256", secret, salt, purpose, length));
        expect(sandbox.hkdf(secret, purpose, length, salt)).toEqual(expected);
      }),
    );
  });

  test("A256GCM opens the sealed texts of Node", () => {
    fc.assert(
      fc.property(bytes(32), anyText, anyText, (secret, aad, text) => {
        const sealed = node.contentKey("A256GCM", secret).encrypt(aad, text);
        const opener = sandbox.contentKey("A256GCM", secret);
        expect(opener.decrypt(aad, sealed)).toBe(text.toWellFormed());
        expect(opener.decrypt(`${aad}.`, sealed)).toBeNull();
      }),
    );
  });

  test("A256CBC-HS512 opens any sealed text", () => {
    fc.assert(
      fc.property(bytes(64), bytes(16), anyText, anyText, (secret, iv, aad, text) => {
        const sealed = sealedCbc(secret, iv, aad, text);
        for (const engine of [sandbox, node]) {
          const opener = engine.contentKey("A256CBC-HS512", secret);
          expect(opener.decrypt(aad, sealed)).toBe(text.toWellFormed());
          expect(opener.decrypt(`${aad}.`, sealed)).toBeNull();
        }
      }),
    );
  });

  test("base64url and UTF-8 of any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(chosen.encodeText(text)).toBe(base64url(Buffer.from(text)));
        expect(chosen.decodeText(chosen.encodeText(text))).toBe(text.toWellFormed());
      }),
    );
  });
});

test("forged parts give null and never an error", () => {
  const secret = randomBytes(64);
  const keys = [
    sandbox.contentKey("A256GCM", secret.subarray(0, 32)),
    sandbox.contentKey("A256CBC-HS512", secret),
  ];
  const part = fc.oneof(anyText, fc.uint8Array({ maxLength: 64 }).map(base64url));
  fc.assert(
    fc.property(anyText, part, part, part, (aad, iv, ciphertext, tag) => {
      for (const key of keys) expect(key.decrypt(aad, { iv, ciphertext, tag })).toBeNull();
    }),
  );
});

test("a secret can be bytes or a KeyObject of the sandbox, and is copied", () => {
  const secret = new Uint8Array(randomBytes(32));
  const expected = createHmac("sha256", secret).update("text").digest("base64url");
  const keys = [secret, createSecretKey(secret)].map((each) => sandbox.hmacKey("HS256", each));
  const sealer = sandbox.contentKey("A256GCM", secret);
  const opener = node.contentKey("A256GCM", secret);
  secret.fill(0);
  for (const key of keys) expect(key.sign("text")).toBe(expected);
  expect(opener.decrypt("aad", sealer.encrypt("aad", "text"))).toBe("text");
});

test.each(ASYMMETRIC_ALGORITHMS)("%s is refused, because key pairs do not run", async (alg) => {
  const material = { kty: "EC" };
  for (const attempt of [sandbox.privateKey, sandbox.publicKey, sandbox.publicJwk]) {
    await refused(() => attempt(alg, material), /Key pairs do not run.*Use a secret/);
  }
});

test("logs contain no key", () => {
  const secret = randomBytes(64);
  const keys = [
    sandbox.hmacKey("HS256", secret),
    sandbox.contentKey("A256GCM", secret.subarray(0, 32)),
    sandbox.contentKey("A256CBC-HS512", secret),
    createSecretKey(secret),
  ];
  for (const key of keys) {
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    expect(shown).not.toMatch(/Buffer|Uint8Array|CryptoKey/);
  }
});

/** Seals a text with functions of Node, according to RFC 7518, section 5.2.2.1. */
function sealedCbc(secret: Uint8Array, iv: Uint8Array, aad: string, text: string): Encrypted {
  const cipher = createCipheriv("aes-256-cbc", secret.subarray(32), iv);
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(Buffer.byteLength(aad)) * 8n);
  const mac = createHmac("sha512", secret.subarray(0, 32)).update(aad).update(iv);
  const tag = mac.update(ciphertext).update(bits).digest().subarray(0, 32);
  return { iv: base64url(iv), ciphertext: base64url(ciphertext), tag: base64url(tag) };
}
