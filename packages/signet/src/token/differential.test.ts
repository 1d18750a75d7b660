import { type KeyObject, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import fc from "fast-check";
import { CompactEncrypt, compactVerify, EncryptJWT, jwtDecrypt, jwtVerify, SignJWT } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { BUILDS, type Build } from "../../../../test/tokens/fuzz/builds.ts";
import { outcome, PAIRS } from "../../../../test/tokens/fuzz/pairs.ts";
import {
  type Algorithm,
  ASYMMETRIC_ALGORITHMS,
  HMAC_ALGORITHMS,
  isAsymmetric,
} from "./crypto/algorithms.ts";
import { TokenError } from "./errors.ts";

/** The part of jsonwebtoken 9 that this test uses. The package has no types. */
interface JsonWebToken {
  sign(claims: object, key: KeyObject | Buffer, options: object): string;
  verify(token: string, key: KeyObject | Buffer, options: object): { payload: unknown };
}
const jsonwebtoken: JsonWebToken = createRequire(import.meta.url)("jsonwebtoken");

const SEED = 20_261_123;
const secret: Buffer = randomBytes(64);
const ALGORITHMS: readonly Algorithm[] = [...HMAC_ALGORITHMS, ...ASYMMETRIC_ALGORITHMS];

const anyText = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.toWellFormed());
/** Any claims with meaningless names, and registered claims of the right types. */
const anyClaims = fc
  .tuple(
    fc.dictionary(
      anyText.map((name) => `x${name}`),
      fc.jsonValue({ stringUnit: "binary", maxDepth: 3 }),
      { maxKeys: 5 },
    ),
    fc.record(
      {
        sub: anyText,
        iss: anyText,
        jti: anyText,
        nonce: anyText,
        aud: fc.oneof(anyText, fc.array(anyText)),
        nbf: fc.integer({ min: 0, max: 1_700_000_000 }),
      },
      { requiredKeys: [] },
    ),
    fc.record({
      // jsonwebtoken treats an iat of 0 as missing.
      iat: fc.integer({ min: 1, max: 1_700_000_000 }),
      exp: fc.double({ min: 4_000_000_000, max: 9_000_000_000, noNaN: true }),
    }),
  )
  .map(([free, registered, times]) => plain({ ...free, ...registered, ...times }));

const anyName = fc.oneof(anyText, fc.string()).filter((text) => text !== "");
const anyHeader = fc.record({ typ: anyName, kid: anyName }, { requiredKeys: [] });

/** Returns a value as JSON represents it: no -0, no members without a value. */
function plain(claims: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(claims));
}

const signingOptions = (algorithm: Algorithm) =>
  isAsymmetric(algorithm)
    ? { algorithm, privateKey: PAIRS[algorithm].privateKey }
    : { algorithm, secret: new Uint8Array(secret) };
const verifyingOptions = (algorithm: Algorithm) =>
  isAsymmetric(algorithm)
    ? { algorithm, publicKey: PAIRS[algorithm].publicKey }
    : { algorithm, secret: new Uint8Array(secret) };
const theirPrivate = (algorithm: Algorithm) =>
  isAsymmetric(algorithm) ? PAIRS[algorithm].privateKey : secret;
const theirPublic = (algorithm: Algorithm) =>
  isAsymmetric(algorithm) ? PAIRS[algorithm].publicKey : secret;

describe.each(BUILDS)("$name", (build) => {
  describe.each(ALGORITHMS)("%s", (algorithm) => {
    const runs = { seed: SEED, numRuns: isAsymmetric(algorithm) ? 30 : 150 };

    test("jose and jsonwebtoken verify a signed token of the library, with the same claims", async () => {
      await fc.assert(
        fc.asyncProperty(anyClaims, anyHeader, async (claims, header) => {
          const sign = await build.createSigner({ ...signingOptions(algorithm), ...header });
          const token = await sign(claims);
          const by = { algorithms: [algorithm] };
          const theirs = await jwtVerify(token, theirPublic(algorithm), by);
          expect(theirs.payload).toEqual(claims);
          expect(theirs.protectedHeader).toEqual({ alg: algorithm, typ: "JWT", ...header });
          if (algorithm === "EdDSA") return;
          const { payload } = jsonwebtoken.verify(token, theirPublic(algorithm), {
            ...by,
            complete: true,
          });
          expect(payload).toEqual(claims);
        }),
        runs,
      );
    });

    test("the library verifies signed tokens of jose and jsonwebtoken, with the same claims", async () => {
      const verify = await build.createVerifier({ ...verifyingOptions(algorithm), typ: false });
      await fc.assert(
        fc.asyncProperty(anyClaims, anyHeader, async (claims, header) => {
          const theirs = await new SignJWT(claims)
            .setProtectedHeader({ alg: algorithm, ...header })
            .sign(theirPrivate(algorithm));
          expect(await verify(theirs)).toEqual(claims);
          if (algorithm === "EdDSA") return;
          // jsonwebtoken writes the header as Latin-1, so a header beyond ASCII is unreadable.
          const ascii = Object.entries(header).filter(([, text]) => /^[\x20-\x7e]+$/.test(text));
          const options = { algorithm, header: Object.fromEntries(ascii) };
          const { exp, ...others } = claims;
          const whole = { ...others, exp: Math.floor(Number(exp)) };
          const token = jsonwebtoken.sign(whole, theirPrivate(algorithm), options);
          expect(await verify(token)).toEqual(whole);
        }),
        runs,
      );
    });
  });

  test.each(["A256GCM", "A256CBC-HS512"] as const)(
    "the library opens a token that jose sealed with %s",
    async (encryption) => {
      const key = new Uint8Array(secret.subarray(0, encryption === "A256GCM" ? 32 : 64));
      const open = await build.createOpener({ encryption, secret: key, typ: false });
      await fc.assert(
        fc.asyncProperty(anyClaims, anyHeader, async (claims, header) => {
          const protectedHeader = { alg: "dir", enc: encryption, ...header };
          const jwt = await new EncryptJWT(claims).setProtectedHeader(protectedHeader).encrypt(key);
          expect(await open(jwt)).toEqual(claims);
          const text = new TextEncoder().encode(JSON.stringify(claims));
          const compact = await new CompactEncrypt(text)
            .setProtectedHeader(protectedHeader)
            .encrypt(key);
          expect(await open(compact)).toEqual(claims);
        }),
        { seed: SEED, numRuns: 100 },
      );
    },
  );

  test("jose opens a token that the library sealed", async () => {
    const key = new Uint8Array(secret.subarray(0, 32));
    await fc.assert(
      fc.asyncProperty(anyClaims, anyHeader, async (claims, header) => {
        const seal = await build.createSealer({ secret: key, ...header });
        const { payload, protectedHeader } = await jwtDecrypt(await seal(claims), key);
        expect(payload).toEqual(claims);
        expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM", typ: "JWT", ...header });
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

describe("mutated tokens", () => {
  /**
   * The number of tokens that each library accepted. Without an accepted mutation the test would check
   * nothing.
   */
  const accepted = { by: { node: 0, web: 0, jose: 0 }, tried: 0 };
  afterAll(() => {
    expect(accepted.by.jose).toBeGreaterThan(20);
    expect(accepted.by.node).toBe(accepted.by.web);
    expect(accepted.by.node).toBeGreaterThan(20);
    expect(accepted.by.node).toBeLessThan(accepted.tried);
  });

  const headerMember = fc.constantFrom(
    "alg",
    "typ",
    "kid",
    "crit",
    "b64",
    "jwk",
    "jku",
    "enc",
    "zip",
  );
  const headerValue = fc.oneof(
    fc.constantFrom("none", "HS256", "HS512", "RS256", "ES256", "EdDSA", "JWT", "", "dir"),
    fc.constantFrom(["exp"], ["b64"], [], null, true, false, 1, {}),
    anyText,
  );
  /** Signs a header with any content, as an attacker with the key could. */
  const anyMutation = fc.oneof(
    fc.record({ kind: fc.constant("header" as const), member: headerMember, value: headerValue }),
    fc.record({ kind: fc.constant("claims" as const), value: fc.jsonValue({ maxDepth: 2 }) }),
    fc.record({
      kind: fc.constant("claim" as const),
      member: fc.constantFrom("exp", "nbf", "iat", "sub", "iss", "aud", "jti", "x"),
      value: fc.oneof(headerValue, fc.integer(), fc.constant(4_000_000_000)),
    }),
    fc.record({
      kind: fc.constant("text" as const),
      at: fc.nat(1_000),
      length: fc.nat(3),
      put: fc.string({ unit: fc.constantFrom(...".=+/ \nAQgw_-Zż"), maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("payload" as const), bytes: fc.uint8Array({ maxLength: 20 }) }),
  );
  type Mutation = typeof anyMutation extends fc.Arbitrary<infer Value> ? Value : never;

  const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  async function mutated(algorithm: "HS256" | "ES256" | "EdDSA", mutation: Mutation) {
    const header = { alg: algorithm, typ: "JWT" };
    const claims = { sub: "ada", exp: 4_000_000_000, iat: 1_000_000_000 };
    let [encodedHeader, payload] = [segment(header), segment(claims)];
    if (mutation.kind === "header") {
      encodedHeader = segment({ ...header, [mutation.member]: mutation.value });
    }
    if (mutation.kind === "claims") payload = segment(mutation.value);
    if (mutation.kind === "claim") {
      payload = segment({ ...claims, [mutation.member]: mutation.value });
    }
    if (mutation.kind === "payload") payload = Buffer.from(mutation.bytes).toString("base64url");
    const key = await signingKey(algorithm);
    const input = `${encodedHeader}.${payload}`;
    const token = `${input}.${await key.sign(input)}`;
    if (mutation.kind !== "text") return token;
    const at = mutation.at % token.length;
    return token.slice(0, at) + mutation.put + token.slice(at + mutation.length);
  }

  async function signingKey(algorithm: "HS256" | "ES256" | "EdDSA") {
    const { crypto } = BUILDS[0] as Build;
    return algorithm === "HS256"
      ? crypto.hmacKey("HS256", secret)
      : crypto.privateKey(algorithm, PAIRS[algorithm].privateKey);
  }

  test.each(["HS256", "ES256", "EdDSA"] as const)(
    "%s: the library accepts no mutated token that jose refuses",
    async (algorithm) => {
      const verifiers = await Promise.all(
        BUILDS.map((build) =>
          build.createVerifier({ ...verifyingOptions(algorithm), requireExpiration: false }),
        ),
      );
      await fc.assert(
        fc.asyncProperty(anyMutation, async (mutation) => {
          const token = await mutated(algorithm, mutation);
          const options = { algorithms: [algorithm], typ: "JWT" };
          const theirs = await outcome(() => jwtVerify(token, theirPublic(algorithm), options));
          const ours = await Promise.all(verifiers.map((verify) => outcome(() => verify(token))));
          const [byNode, byWeb] = ours;
          expect(describeOutcome(byWeb)).toEqual(describeOutcome(byNode));
          if (byNode !== "accepted") expect(byNode).toBeInstanceOf(TokenError);
          else expect(describeOutcome(theirs), token).toBe("accepted");
          accepted.tried++;
          for (const [name, result] of [
            ["node", byNode],
            ["web", byWeb],
            ["jose", theirs],
          ] as const) {
            if (result === "accepted") accepted.by[name]++;
          }
        }),
        { seed: SEED, numRuns: 700 },
      );
    },
  );

  test("a token in a form that is not canonical is refused, and accepted tokens have the same claims as in jose", async () => {
    const [{ createVerifier }] = BUILDS as readonly [Build];
    const verify = await createVerifier({ ...verifyingOptions("HS256"), requireExpiration: false });
    await fc.assert(
      fc.asyncProperty(anyMutation, async (mutation) => {
        const token = await mutated("HS256", mutation);
        const claims = await verify(token).catch(() => null);
        if (claims === null) return;
        const { payload } = await compactVerify(token, secret);
        expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
      }),
      { seed: SEED + 1, numRuns: 300 },
    );
  });
});

function describeOutcome(result: unknown): unknown {
  if (typeof result === "string") return result;
  const { code, message } = result as TokenError;
  return `${code}: ${message}`;
}
