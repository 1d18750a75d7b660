import { createSecretKey, generateKeyPairSync, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Part, type TokenLibrary, tokenLibrary } from "../../../../test/tokens/library.ts";
import { cryptoKey, forged, sealedCbc } from "../../../../test/tokens/suite/forge.ts";
import { tokenSuite } from "../../../../test/tokens/suite/index.ts";
import { P256 } from "../../../../test/tokens/suite/keys.ts";
import { GOOD, HS256, keyBytes, now } from "../../../../test/tokens/suite/setting.ts";
import * as node from "./node/index.ts";
import * as web from "./web/index.ts";

vi.mock("node:crypto", async (original) => {
  const real = await original<typeof import("node:crypto")>();
  return { ...real, timingSafeEqual: vi.fn(real.timingSafeEqual) };
});

const root = join(import.meta.dirname, "../../../..");
const BUILDS: readonly (readonly [string, TokenLibrary])[] = [
  ["node", tokenLibrary(node)],
  ["web", tokenLibrary(web)],
];

describe.each(BUILDS)("%s", (_, library) => {
  tokenSuite((name, run) => test(name, run), library);
});

/** Tests of KeyObject, which only Node has. */
describe.each(BUILDS)("%s: key objects", (_, lib) => {
  test("a private KeyObject signs, and a public one verifies", async () => {
    for (const [algorithm, pair] of [
      ["EdDSA", generateKeyPairSync("ed25519")],
      ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
      ["PS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ] as const) {
      const { privateKey, publicKey } = pair;
      const sign = await lib.createSigner({ algorithm, privateKey, expiresIn: 60, now });
      const verify = await lib.createVerifier({ algorithm, publicKey, now });
      expect(await verify(await sign({ sub: "ada" }))).toMatchObject({ sub: "ada" });
      const swapped = { algorithm, privateKey: publicKey, expiresIn: 60 };
      await refused(() => lib.createSigner(swapped), "key-unusable");
      await refused(() => lib.createVerifier({ algorithm, publicKey: privateKey }), "key-unusable");
      const ring = await lib.keyRing({ algorithm, privateKey });
      expect(await (await lib.createVerifier({ keys: ring, now }))(await sign({}))).toBeDefined();
    }
  });

  test("S8 S9: a KeyObject of another type, curve or size is refused", async () => {
    const wrong = [
      ["EdDSA", generateKeyPairSync("ed448")],
      ["EdDSA", generateKeyPairSync("x25519")],
      ["ES256", generateKeyPairSync("ec", { namedCurve: "secp256k1" })],
      ["RS256", generateKeyPairSync("rsa", { modulusLength: 1024 })],
      ["RS256", generateKeyPairSync("rsa-pss", { modulusLength: 2048 })],
    ] as const;
    for (const [algorithm, { privateKey, publicKey }] of wrong) {
      await refused(() => lib.createVerifier({ algorithm, publicKey }), "key-unusable");
      const signer = { algorithm, privateKey, expiresIn: 60 };
      await refused(() => lib.createSigner(signer), "key-unusable");
    }
  });

  test("S1 S5: a KeyObject of a secret is used as its bytes, and a key of a pair is refused as a secret", async () => {
    const verify = await lib.createVerifier({ ...HS256, secret: createSecretKey(keyBytes(32)) });
    const token = await forged({ secret: keyBytes(32), payload: GOOD });
    expect(await verify(token)).toEqual(GOOD);
    for (const length of [0, 31]) {
      const secret = createSecretKey(keyBytes(length));
      await refused(() => lib.createVerifier({ ...HS256, secret }), "key-unusable");
    }
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    for (const secret of [publicKey, privateKey]) {
      await refused(() => lib.createVerifier({ ...HS256, secret }), "key-unusable");
    }
    const options = { algorithm: "EdDSA", publicKey: createSecretKey(keyBytes(32)) };
    await refused(() => lib.createVerifier(options), "key-unusable");
  });
});

test("a CryptoKey that is not extractable works in signet-auth/token/web, and the error of signet-auth/token names that entry", async () => {
  const publicKey = await cryptoKey("ES256", P256.publicJwk, false);
  const privateKey = await cryptoKey("ES256", P256.privateJwk, false);
  const scheme = { name: "HMAC", hash: "SHA-256" };
  const raw = keyBytes(32);
  const mac = await crypto.subtle.importKey("raw", raw, scheme, false, ["sign", "verify"]);
  const options = { algorithm: "ES256", now } as const;
  const sign = await web.createSigner({ ...options, privateKey, expiresIn: 60 });
  const verify = await web.createVerifier({ ...options, publicKey });
  expect(await verify(await sign({ sub: "ada" }))).toMatchObject({ sub: "ada" });
  const verifyMac = await web.createVerifier({ algorithm: "HS256", secret: mac, now });
  expect(await verifyMac(await forged({ secret: raw, payload: GOOD }))).toEqual(GOOD);
  for (const make of [
    () => node.createVerifier({ ...options, publicKey }),
    () => node.createSigner({ ...options, privateKey, expiresIn: 60 }),
    () => node.createVerifier({ algorithm: "HS256", secret: mac }),
  ]) {
    expect(make).toThrow("signet-auth/token/web");
  }
});

test("a key ring of one entry is refused by the other one", async () => {
  const ring = await web.keyRing("a-secret-of-the-token-suite-0123456789");
  const foreign = { keys: ring, purpose: "p" } as unknown as Parameters<
    typeof node.createVerifier
  >[0];
  expect(() => node.createVerifier(foreign)).toThrow(node.TokenKeyError);
});

test("an asynchronous schema is refused by signet-auth/token, and its rejection is handled", async () => {
  const boom = vi.fn(async () => Promise.reject(new Error("boom")));
  const schema = { "~standard": { version: 1, vendor: "suite", validate: boom } } as const;
  const verify = node.createVerifier({ algorithm: "HS256", secret: HS256.secret, now, schema });
  const token = await forged({ secret: HS256.secret, payload: GOOD });
  expect(() => verify(token)).toThrow("signet-auth/token/web");
  await new Promise((resolve) => setTimeout(resolve, 1));
});

describe("42", () => {
  beforeEach(() => {
    vi.mocked(timingSafeEqual).mockClear();
  });

  test("42: on Node, MACs and tags are compared by timingSafeEqual", async () => {
    const token = await forged({ secret: HS256.secret, payload: GOOD });
    const { secret } = HS256;
    const verify = node.createVerifier({ algorithm: "HS256", secret, now });
    verify(token);
    expect(timingSafeEqual).toHaveBeenCalledTimes(1);
    expect(() => verify(`${token.slice(0, -2)}AA`)).toThrow(node.BadSignatureError);
    expect(timingSafeEqual).toHaveBeenCalledTimes(2);
    const key = keyBytes(64);
    const open = node.createOpener({ secret: key, encryption: "A256CBC-HS512", now });
    open(await sealedCbc({ key, payload: GOOD }));
    expect(timingSafeEqual).toHaveBeenCalledTimes(3);
  });

  test("42: on the web, Web Cryptography compares MACs", async () => {
    const subtle = vi.spyOn(globalThis.crypto.subtle, "verify");
    const { secret } = HS256;
    const verify = await web.createVerifier({ algorithm: "HS256", secret, now });
    await verify(await forged({ secret, payload: GOOD }));
    expect(subtle).toHaveBeenCalledTimes(1);
    subtle.mockRestore();
  });
});

describe("docs/tokens-requirements.md", () => {
  const rows = readFileSync(join(root, "docs/tokens-requirements.md"), "utf8")
    .split("\n")
    .flatMap((line) => [...line.matchAll(/^\| ([SO]?\d+) +\|(.*)\|([^|]*)\|$/g)])
    .map(([, id = "", , tests = ""]) => ({ id, tests: tests.trim() }));
  const ids = (prefix: string, first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => `${prefix}${first + at}`);

  test("docs/tokens-requirements.md has a row for every requirement, in order", () => {
    const all = [...ids("S", 1, 28), ...ids("O", 1, 12), ...ids("", 32, 44)];
    expect(rows.map(({ id }) => id)).toEqual(all);
  });

  test.each(rows)(
    "the tests that docs/tokens-requirements.md names for $id exist",
    async ({ tests }) => {
      const named = tests.split("<br>").map((one) => /^`([\w./-]+)`: (.+)$/.exec(one.trim()));
      expect(named).not.toHaveLength(0);
      for (const match of named) {
        const [, file = "", name = ""] = match ?? [];
        expect(await namesIn(file), `${file}: ${name}`).toContain(name);
      }
    },
  );
});

/** Returns the test names of a file of the suite, or the text of another file. */
async function namesIn(file: string): Promise<readonly string[] | string> {
  if (file.includes("/")) return readFileSync(join(root, file), "utf8");
  const parts: Record<string, Part> = await import(join(root, "test/tokens/suite", file));
  const names: string[] = [];
  for (const part of Object.values(parts)) part((name) => names.push(name), tokenLibrary(node));
  return names;
}

async function refused(make: () => unknown, code: string): Promise<void> {
  await expect(async () => make()).rejects.toMatchObject({ code });
}
