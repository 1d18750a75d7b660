import {
  createCipheriv,
  createHash,
  createHmac,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  webcrypto,
} from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TokenKeyError } from "../errors.ts";
import { HMAC_ALGORITHMS, hashBits } from "./algorithms.ts";
import type { Crypto, Encrypted } from "./contract.ts";
import * as node from "./node/index.ts";
import * as web from "./web/index.ts";

const BUILDS: readonly (readonly [string, Crypto])[] = [
  ["node", node],
  ["web", web],
];

const anyText: fc.Arbitrary<string> = fc.string({ unit: "binary", maxLength: 200 });
const utf8 = (text: string) => new TextEncoder().encode(text);
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));

const ed25519 = generateKeyPairSync("ed25519");
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });

describe.each(BUILDS)("%s: HMAC", (_, build) => {
  test.each(HMAC_ALGORITHMS)(
    "%s gives the HMAC of Node for keys and texts of any length",
    async (alg) => {
      const hash = `sha${hashBits(alg)}`;
      const secrets = fc.uint8Array({ minLength: hashBits(alg) / 8, maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(secrets, fc.array(anyText, { minLength: 1 }), async (secret, texts) => {
          const key = await build.hmacKey(alg, secret);
          for (const text of texts) {
            const signature = createHmac(hash, secret).update(text).digest("base64url");
            expect(await key.sign(text)).toBe(signature);
            expect(await key.verify(text, signature)).toBe(true);
            expect(await key.verify(`${text}.`, signature)).toBe(false);
          }
        }),
      );
    },
  );

  test.each(HMAC_ALGORITHMS)("%s signs texts of a million characters", async (alg) => {
    const secret = randomBytes(64);
    const key = await build.hmacKey(alg, secret);
    for (const length of [5_000, 5_418, 5_419, 20_000, 1_000_000]) {
      for (const text of ["a".repeat(length), "\u20ac".repeat(length)]) {
        const mac = createHmac(`sha${hashBits(alg)}`, secret)
          .update(text)
          .digest("base64url");
        expect(await key.sign(text)).toBe(mac);
      }
    }
  });

  test.each(HMAC_ALGORITHMS)("%s returns false for every other signature", async (alg) => {
    const key = await build.hmacKey(alg, randomBytes(64));
    const signature = await key.sign("text");
    const changes = [
      "",
      signature.slice(1),
      `${signature}A`,
      `${signature}=`,
      `\u0141${signature.slice(1)}`,
      signature.slice(0, -1) + (signature.endsWith("A") ? "B" : "A"),
      signature.replace(/^./, (first) => (first === "A" ? "B" : "A")),
      signature.slice(0, 43),
    ].filter((changed) => changed !== signature);
    for (const changed of changes) expect(await key.verify("text", changed)).toBe(false);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 90 }), async (text) => {
        expect(await key.verify("text", text)).toBe(false);
      }),
    );
  });

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

  test.each(HMAC_ALGORITHMS)("%s refuses a secret shorter than its hash", async (alg) => {
    const least = hashBits(alg) / 8;
    await refused(() => build.hmacKey(alg, randomBytes(least - 1)), /needs at least/);
    await refused(() => build.hmacKey(alg, createSecretKey(randomBytes(least - 1))));
    await build.hmacKey(alg, randomBytes(least));
  });

  test("a secret KeyObject or CryptoKey with the text of a key pair is refused", async () => {
    const pem = ed25519.publicKey.export({ type: "spki", format: "pem" }).toString();
    const jwk = JSON.stringify(ed25519.publicKey.export({ format: "jwk" }));
    for (const text of [pem, ` ${pem}`, jwk]) {
      const secret = createSecretKey(Buffer.from(text));
      await refused(() => build.hmacKey("HS256", secret), /public or private key/);
    }
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

  test("a value that is no secret is refused", async () => {
    const { privateKey, publicKey } = ed25519;
    const cryptoKey = await webcrypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
    for (const key of [privateKey, publicKey, (cryptoKey as webcrypto.CryptoKeyPair).publicKey]) {
      await refused(() => build.hmacKey("HS256", key), /secret cannot be used as a secret/);
    }
    const lookalike = { type: "secret" } as KeyObject;
    await refused(() => build.hmacKey("HS256", lookalike), /secret cannot be used as a secret/);
  });
});

describe.each(BUILDS)("%s: derivation and comparison", (_, build) => {
  test("HKDF and SHA-256 give the results of Node for any text", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, fc.integer({ min: 1, max: 100 }), async (a, b, bytes) => {
        const expected = new Uint8Array(hkdfSync("sha256", a, "signet", b, bytes));
        expect(Uint8Array.from(await build.hkdf(a, b, bytes))).toEqual(expected);
        const hash = createHash("sha256").update(a).digest();
        expect(Uint8Array.from(await build.sha256(a))).toEqual(Uint8Array.from(hash));
      }),
    );
  });

  test("equalBytes compares content and length", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.nat(), (left, right, at) => {
        expect(build.equalBytes(left, right)).toBe(Buffer.compare(left, right) === 0);
        expect(build.equalBytes(left, left.slice())).toBe(true);
        if (left.length === 0) return;
        const changed = left.with(at % left.length, (left[at % left.length] ?? 0) ^ 128);
        expect(build.equalBytes(left, changed)).toBe(false);
        expect(build.equalBytes(left, left.subarray(1))).toBe(false);
      }),
    );
  });
});

describe.each(BUILDS)("%s: content encryption", (_, build) => {
  test("A256GCM decrypts any text in both engines, and only with the same header", async () => {
    const secret = randomBytes(32);
    const sealer = await build.contentKey("A256GCM", secret);
    for (const [, other] of BUILDS) {
      const opener = await other.contentKey("A256GCM", createSecretKey(secret));
      await fc.assert(
        fc.asyncProperty(anyText, anyText, async (aad, text) => {
          const sealed = await sealer.encrypt(aad, text);
          expect(await opener.decrypt(aad, sealed)).toBe(text.toWellFormed());
          expect(await opener.decrypt(`${aad}.`, sealed)).toBeNull();
        }),
      );
    }
  });

  test("each encryption has a new IV", async () => {
    const sealer = await build.contentKey("A256GCM", randomBytes(32));
    const sealed = await Promise.all(Array.from({ length: 500 }, () => sealer.encrypt("", "")));
    expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(500);
  });

  test("A256CBC-HS512 opens the example of RFC 7518, B.3", async () => {
    const key = await build.contentKey(
      "A256CBC-HS512",
      Uint8Array.from({ length: 64 }, (_, n) => n),
    );
    const { aad, text, parts } = RFC_7518_B3;
    expect(await key.decrypt(aad, parts)).toBe(text);
    expect(await key.decrypt(aad.toLowerCase(), parts)).toBeNull();
    await nothingOpens(parts, (changed) => key.decrypt(aad, changed));
  });

  test("A256GCM decrypts no changed token", async () => {
    const key = await build.contentKey("A256GCM", randomBytes(32));
    const parts = await key.encrypt("aad", "a text of some length");
    expect(await key.decrypt("aad", parts)).toBe("a text of some length");
    await nothingOpens(parts, (changed) => key.decrypt("aad", changed));
  });

  test("a sealed text is refused if bytes move between its parts", async () => {
    const secret = randomBytes(64);
    const gcm = await build.contentKey("A256GCM", secret.subarray(0, 32));
    const cbc = await build.contentKey("A256CBC-HS512", secret);
    for (const [mode, key] of [
      ["gcm", gcm],
      ["cbc", cbc],
    ] as const) {
      const { iv, ...parts } = byNode(secret, mode, utf8("sixteen bytes it"));
      expect(await key.decrypt("aad", { iv, ...parts })).toBe("sixteen bytes it");
      const [ciphertext, tag] = [bytesOf(parts.ciphertext), bytesOf(parts.tag)];
      for (const moved of [1, 15, 16]) {
        const longer = Buffer.concat([ciphertext.subarray(-moved), tag]);
        const shorter = ciphertext.subarray(0, -moved);
        expect(await key.decrypt("aad", partsOf(bytesOf(iv), shorter, longer))).toBeNull();
        const more = Buffer.concat([ciphertext, tag.subarray(0, moved)]);
        expect(
          await key.decrypt("aad", partsOf(bytesOf(iv), more, tag.subarray(moved))),
        ).toBeNull();
      }
    }
    const longIv = byNode(secret, "gcm", utf8("text"), true, 16);
    expect(await gcm.decrypt("aad", longIv)).toBeNull();
  });

  test("decryption gives null for text that is no UTF-8 or has no valid padding", async () => {
    const secret = randomBytes(64);
    const gcm = await build.contentKey("A256GCM", secret.subarray(0, 32));
    const cbc = await build.contentKey("A256CBC-HS512", secret);
    for (const bytes of [[0xff], [0x61, 0xc3], [0xed, 0xa0, 0x80]]) {
      expect(await gcm.decrypt("aad", byNode(secret, "gcm", bytes))).toBeNull();
      expect(await cbc.decrypt("aad", byNode(secret, "cbc", bytes))).toBeNull();
    }
    for (const text of ["", "\ufeffa", "\ufffd", "\u20ac"]) {
      expect(await gcm.decrypt("aad", byNode(secret, "gcm", utf8(text)))).toBe(text);
      expect(await cbc.decrypt("aad", byNode(secret, "cbc", utf8(text)))).toBe(text);
    }
    const unpadded = byNode(secret, "cbc", new Uint8Array(32), false);
    expect(await cbc.decrypt("aad", unpadded)).toBeNull();
    expect(await cbc.decrypt("aad", byNode(secret, "cbc", [], false))).toBeNull();
  });

  test("each encryption accepts only a secret of its exact length", async () => {
    for (const bytes of [0, 16, 31, 33, 64]) {
      await refused(() => build.contentKey("A256GCM", randomBytes(bytes)), /needs exactly 32/);
    }
    for (const bytes of [0, 32, 63, 65]) {
      await refused(() => build.contentKey("A256CBC-HS512", randomBytes(bytes)), /exactly 64/);
    }
    await refused(
      () => build.contentKey("A256GCM", ed25519.privateKey),
      /secret cannot be used as a secret/,
    );
    await refused(
      () => build.contentKey("A256CBC-HS512", ed25519.publicKey),
      /secret cannot be used as a secret/,
    );
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

async function refused(attempt: () => unknown, message = /./): Promise<unknown> {
  const error: unknown = await new Promise((resolve) => resolve(attempt())).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TokenKeyError);
  expect(error).toMatchObject({ code: "key-unusable", message: expect.stringMatching(message) });
  return error;
}

async function nothingOpens(parts: Encrypted, open: (parts: Encrypted) => unknown): Promise<void> {
  for (const name of ["iv", "ciphertext", "tag"] as const) {
    const bytes = bytesOf(parts[name]);
    const changes = [
      bytes.subarray(1),
      bytes.subarray(0, -1),
      Uint8Array.from([...bytes, 0]),
      new Uint8Array(),
      ...Array.from(bytes.keys(), (at) => bytes.with(at, (bytes[at] ?? 0) ^ 1)),
    ];
    for (const changed of changes) {
      expect(await open({ ...parts, [name]: base64url(changed) })).toBeNull();
    }
  }
}

/** Seals bytes with functions of Node, according to RFC 7518. */
function byNode(
  secret: Uint8Array,
  mode: "gcm" | "cbc",
  bytes: ArrayLike<number>,
  padding = true,
  ivBytes = mode === "gcm" ? 12 : 16,
): Encrypted {
  const iv = randomBytes(ivBytes);
  const half = mode === "gcm" ? secret.subarray(0, 32) : secret.subarray(32);
  const text = Uint8Array.from(bytes);
  if (mode === "gcm") {
    const cipher = createCipheriv("aes-256-gcm", half, iv).setAAD(utf8("aad"));
    const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
    return partsOf(iv, sealed, cipher.getAuthTag());
  }
  const cipher = createCipheriv("aes-256-cbc", half, iv).setAutoPadding(padding);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const mac = createHmac("sha512", secret.subarray(0, 32)).update("aad").update(iv).update(sealed);
  const tag = mac
    .update(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 24))
    .digest()
    .subarray(0, 32);
  return partsOf(iv, sealed, tag);
}

function partsOf(iv: Uint8Array, ciphertext: Uint8Array, tag: Uint8Array): Encrypted {
  return { iv: base64url(iv), ciphertext: base64url(ciphertext), tag: base64url(tag) };
}

const RFC_7518_B3 = {
  aad: "The second principle of Auguste Kerckhoffs",
  text: "A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience",
  parts: partsOf(
    Buffer.from("1af38c2dc2b96ffdd86694092341bc04", "hex"),
    Buffer.from(
      "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950bbe2638d09dd7a4930930806d0703b1f6",
      "hex",
    ),
    Buffer.from("4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5", "hex"),
  ),
};
