import {
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
} from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type Builds, refused, secretConformance } from "../../../fixtures/secret-conformance.ts";
import * as node from "./node/index.ts";
import * as web from "./web/index.ts";

const BUILDS: Builds = [
  ["node", node],
  ["web", web],
];

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });

secretConformance(BUILDS);

describe.each(BUILDS)("%s: HMAC", (_, build) => {
  test("a secret can be bytes, a KeyObject or a CryptoKey, and is copied", async () => {
    const secret = new Uint8Array(randomBytes(32));
    const hmac = { name: "HMAC", hash: "SHA-256" };
    const usages = ["sign", "verify"] as const;
    const cryptoKey = await webcrypto.subtle.importKey("raw", secret, hmac, true, [...usages]);
    const expected = createHmac("sha256", secret).update("text").digest("base64url");
    const keys = await Promise.all(
      [secret, createSecretKey(secret), cryptoKey].map((given) => build.hmacKey("HS256", given)),
    );
    secret.fill(0);
    for (const key of keys) expect(await key.sign("text")).toBe(expected);
  });

  test("a CryptoKey works only for its own algorithm", async () => {
    const bytes = new Uint8Array(64).fill(7);
    const hmac = (hash: string) =>
      webcrypto.subtle.importKey("raw", bytes, { name: "HMAC", hash }, true, ["sign", "verify"]);
    const aes = await webcrypto.subtle.importKey("raw", bytes.subarray(32), "AES-GCM", true, [
      "encrypt",
      "decrypt",
    ]);
    await build.hmacKey("HS512", await hmac("SHA-512"));
    await refused(async () => build.hmacKey("HS256", await hmac("SHA-512")));
    await refused(() => build.hmacKey("HS256", aes));
    await build.contentKey("A256GCM", aes);
    await refused(async () => build.contentKey("A256GCM", await hmac("SHA-512")));
  });
});

test.each(BUILDS)("%s: logs contain no key", async (_, build) => {
  const secret = randomBytes(64);
  const jwk = ec.privateKey.export({ format: "jwk" });
  const keys = await Promise.all([
    build.hmacKey("HS256", secret),
    build.privateKey("ES256", ec.privateKey),
    build.contentKey("A256GCM", secret.subarray(0, 32)),
    build.contentKey("A256CBC-HS512", secret),
  ]);
  for (const key of keys) {
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    expect(shown).not.toMatch(/Buffer|Uint8Array|KeyObject|CryptoKey/);
    expect(shown).not.toContain(jwk.d);
  }
});
