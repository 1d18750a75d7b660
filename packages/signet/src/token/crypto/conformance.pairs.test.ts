import { generateKeyPairSync, type KeyObject, webcrypto } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TokenKeyError } from "../errors.ts";
import { ASYMMETRIC_ALGORITHMS, type AsymmetricAlgorithm, CURVES, isEc } from "./algorithms.ts";
import type { Crypto } from "./contract.ts";
import type { Jwk, KeyMaterial } from "./material.ts";
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

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
const rsa: Pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const smallRsa: Pair = generateKeyPairSync("rsa", { modulusLength: 2040 });
const ed25519: Pair = generateKeyPairSync("ed25519");
const ec = (namedCurve: string): Pair => generateKeyPairSync("ec", { namedCurve });
const curves = { ES256: ec("P-256"), ES384: ec("P-384"), ES512: ec("P-521") };

/** Returns a key pair for an algorithm. */
function pairFor(algorithm: AsymmetricAlgorithm): Pair {
  if (algorithm === "EdDSA") return ed25519;
  return isEc(algorithm) ? curves[algorithm] : rsa;
}

const jwkOf = (key: KeyObject) => key.export({ format: "jwk" }) as Jwk;
const pemOf = ({ privateKey, publicKey }: Pair) => ({
  privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
});

describe.each(BUILDS)("%s: key pairs", (_, build) => {
  test.each(ASYMMETRIC_ALGORITHMS)(
    "%s: a signature verifies for its text, and not for another text or signature",
    async (alg) => {
      const pair = pairFor(alg);
      const signer = await build.privateKey(alg, pair.privateKey);
      for (const [, other] of BUILDS) {
        const verifier = await other.publicKey(alg, pair.publicKey);
        const property = fc.asyncProperty(anyText, anyText, async (text, noise) => {
          const signature = await signer.sign(text);
          expect(signature).toMatch(/^[\w-]+$/);
          expect(await verifier.verify(text, signature)).toBe(true);
          expect(await verifier.verify(`${text}.`, signature)).toBe(false);
          expect(await verifier.verify(text, base64url(utf8(noise)))).toBe(false);
        });
        await fc.assert(property, { numRuns: 10 });
      }
    },
  );

  test.each(ASYMMETRIC_ALGORITHMS)(
    "%s: a signature with any changed byte does not verify",
    async (alg) => {
      const pair = pairFor(alg);
      const signature = bytesOf(await (await build.privateKey(alg, pair.privateKey)).sign("text"));
      const verifier = await build.publicKey(alg, pair.publicKey);
      const wrong = (bytes: Uint8Array) => verifier.verify("text", base64url(bytes));
      for (const length of [0, 1, signature.length - 1]) {
        expect(await wrong(signature.subarray(0, length))).toBe(false);
      }
      expect(await wrong(Uint8Array.from([...signature, 0]))).toBe(false);
      expect(await wrong(Uint8Array.from([0, ...signature]))).toBe(false);
      expect(await wrong(new Uint8Array(signature.length))).toBe(false);
      expect(await wrong(new Uint8Array(signature.length).fill(255))).toBe(false);
      for (let at = 0; at < signature.length; at += 7) {
        expect(await wrong(signature.with(at, (signature[at] ?? 0) ^ 1))).toBe(false);
      }
    },
  );

  test.each(ASYMMETRIC_ALGORITHMS)(
    "%s: a signature of another key does not verify",
    async (alg) => {
      const others: Pair = /^[RP]S/.test(alg)
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : isEc(alg)
          ? ec(CURVES[alg])
          : generateKeyPairSync("ed25519");
      const signature = await (await build.privateKey(alg, others.privateKey)).sign("text");
      const verifier = await build.publicKey(alg, pairFor(alg).publicKey);
      expect(await verifier.verify("text", signature)).toBe(false);
    },
  );

  test.each(ASYMMETRIC_ALGORITHMS)(
    "%s: publicJwk returns the public key of a private or public key",
    async (alg) => {
      const pair = pairFor(alg);
      const expected = jwkOf(pair.publicKey);
      const { privateKey, publicKey } = pemOf(pair);
      const forms = [
        pair.privateKey,
        pair.publicKey,
        privateKey,
        publicKey,
        jwkOf(pair.privateKey),
      ];
      for (const form of forms) expect(await build.publicJwk(alg, form)).toEqual(expected);
      const named: Jwk = { ...expected, kid: "k", alg, use: "sig", key_ops: ["verify"], x5t: "" };
      expect(await build.publicJwk(alg, named)).toEqual(expected);
    },
  );

  test.each(ASYMMETRIC_ALGORITHMS)("%s refuses keys of every other type", async (alg) => {
    const pairs: Pair[] = [rsa, smallRsa, ed25519, ...Object.values(curves), ec("secp256k1")];
    pairs.push(generateKeyPairSync("x25519"), generateKeyPairSync("ed448"));
    const fitting = pairFor(alg);
    for (const pair of pairs.filter((other) => other !== fitting)) {
      const pem = pemOf(pair);
      for (const form of [pair.privateKey, pem.privateKey, jwkOf(pair.privateKey)]) {
        await refused(() => build.privateKey(alg, form), /needs|at least/);
        await refused(() => build.publicJwk(alg, form), /needs|at least/);
      }
      for (const form of [pair.publicKey, pem.publicKey, jwkOf(pair.publicKey)]) {
        await refused(() => build.publicKey(alg, form), /needs|at least/);
      }
    }
  });

  test.each(ASYMMETRIC_ALGORITHMS)(
    "%s refuses a public key as privateKey and a private key as publicKey",
    async (alg) => {
      const pair = pairFor(alg);
      const pem = pemOf(pair);
      for (const form of [pair.publicKey, pem.publicKey, jwkOf(pair.publicKey)]) {
        await refused(() => build.privateKey(alg, form));
      }
      for (const form of [pair.privateKey, pem.privateKey, jwkOf(pair.privateKey)]) {
        await refused(() => build.publicKey(alg, form), /publicKey has no public key/);
      }
    },
  );

  test("a JWK is refused for a use that its alg, use or key_ops exclude", async () => {
    const [secret, open] = [jwkOf(curves.ES256.privateKey), jwkOf(curves.ES256.publicKey)];
    const says: Partial<Jwk>[] = [{ use: "enc" }, { alg: "ES384" }, { key_ops: [] }];
    for (const said of [...says, { key_ops: ["verify"] }, { kty: "oct", k: "AAAA" }]) {
      await refused(() => build.privateKey("ES256", { ...secret, ...said }));
    }
    for (const said of [...says, { key_ops: ["sign"] }, { kty: "oct" }, { kty: "RSA" }]) {
      await refused(() => build.publicKey("ES256", { ...open, ...said }));
    }
    for (const member of ["crv", "x", "y"]) {
      const { [member]: _missing, ...rest } = open;
      await refused(() => build.publicKey("ES256", { ...rest, kty: "EC" }));
      await refused(() => build.publicKey("ES256", { ...open, [member]: 7 }));
    }
    await refused(() => build.publicKey("ES256", { ...open, x: String(open["y"]) }));
    const said = { alg: "ES256", use: "sig", kid: "k", ext: false };
    await build.privateKey("ES256", { ...secret, ...said, key_ops: ["sign"] });
    await build.publicKey("ES256", { ...open, ...said, key_ops: ["verify"] });
  });

  test("a CryptoKey is refused for another algorithm or operation", async () => {
    const { subtle } = webcrypto;
    const scheme = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const der = rsa.publicKey.export({ type: "spki", format: "der" });
    const rs256 = await subtle.importKey("spki", der, scheme, true, ["verify"]);
    await build.publicKey("RS256", rs256);
    for (const alg of ["RS384", "PS256", "ES256"] as const) {
      await refused(() => build.publicKey(alg, rs256), /is a CryptoKey for/);
    }
    await refused(() => build.privateKey("RS256", rs256));
    const small = smallRsa.publicKey.export({ type: "spki", format: "der" });
    const rs2040 = await subtle.importKey("spki", small, scheme, true, ["verify"]);
    await refused(() => build.publicKey("RS256", rs2040), /2040 bits/);
    const p384 = { name: "ECDSA", namedCurve: "P-384" };
    const pair = await subtle.generateKey(p384, true, ["sign", "verify"]);
    await build.privateKey("ES384", pair.privateKey);
    await refused(() => build.privateKey("ES256", pair.privateKey));
    await refused(() => build.publicKey("ES384", pair.privateKey));
  });

  test.each(["AQ", "AA", "Ag", "AAE"])(
    "an RSA key with the exponent %s is refused: with 1, everything is its own signature",
    async (e) => {
      for (const alg of ["RS256", "PS512"] as const) {
        await refused(() => build.publicKey(alg, { ...jwkOf(rsa.publicKey), e }));
      }
    },
  );

  test("a PEM without its end is refused, and EC parameters before a key are ignored", async () => {
    const { privateKey } = pemOf(curves.ES256);
    const cut = privateKey.slice(0, privateKey.indexOf("-----END"));
    await refused(() => build.privateKey("ES256", cut));
    const parameters =
      "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    const signer = await build.privateKey("ES256", parameters + privateKey);
    const verifier = await node.publicKey("ES256", curves.ES256.publicKey);
    expect(verifier.verify("text", await signer.sign("text"))).toBe(true);
  });

  test("a value that is no key is refused, and the error does not repeat it", async () => {
    const { privateKey } = pemOf(rsa);
    const [first = "", ...lines] = privateKey.trimEnd().split("\n");
    const [last = "", middle = lines.slice(0, -1)] = [lines.at(-1)];
    const cipher = { cipher: "aes-256-cbc", passphrase: "swordfish" };
    const locked = rsa.privateKey.export({ type: "pkcs8", format: "pem", ...cipher }).toString();
    const texts = [
      "",
      "swordfish",
      middle.join(""),
      [first, ...middle].join("\n"),
      [first, ...middle.slice(1), last].join("\n"),
      [first, ...middle.slice(0, -1), last].join("\n"),
      [first, "AAAA", last].join("\n"),
      privateKey.replaceAll("PRIVATE KEY", "EC PRIVATE KEY"),
      privateKey.replaceAll("PRIVATE KEY", "OPENSSH PRIVATE KEY"),
      privateKey.replaceAll("PRIVATE KEY", "CERTIFICATE"),
      privateKey.replaceAll("PRIVATE KEY", "PUBLIC KEY"),
      locked,
    ];
    const materials = [{}, [], () => 0, 7, { kty: 7 }, { type: "private" }, Buffer.alloc(0)];
    for (const material of [...texts, ...texts.map(utf8), ...(materials as KeyMaterial[])]) {
      for (const attempt of [build.privateKey, build.publicKey]) {
        const error = await refused(() => attempt("RS256", material));
        expect(inspect(error, { depth: 9 })).not.toContain(middle[3]);
        expect(inspect(error, { depth: 9 })).not.toContain("swordfish");
      }
    }
    await refused(() => build.privateKey("RS256", locked), /passphrase/);
  });
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
