import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { BUILDS, type Build } from "../../../../test/tokens/fuzz/builds.ts";
import { PAIRS } from "../../../../test/tokens/fuzz/pairs.ts";
import { engineKeys } from "./engine/keys.ts";
import { signedCodec } from "./engine/signed-codec.ts";
import { TokenError } from "./errors.ts";

const claims = { sub: "a", exp: 4_000_000_000 };
const secret: Uint8Array = randomBytes(64);
/**
 * P-384 and P-521 are slow, so only one flip in this many is tested. Both numbers are odd, so every
 * bit position of a byte is tested.
 */
const SLOW: Readonly<Record<string, number>> = { ES384: 3, ES512: 7 };

interface Kind {
  readonly token: string;
  readonly verify: (token: string) => Promise<unknown>;
}

/**
 * Returns the token with each bit of the text flipped, and with each bit of the decoded segments
 * flipped.
 */
function* flipsOf(token: string, step: number): Generator<string> {
  for (const [at, flipped] of allFlips(token).entries()) if (at % step === 0) yield flipped;
}

function allFlips(token: string): string[] {
  const text = eachFlip(Buffer.from(token, "latin1")).map((bytes) => bytes.toString("latin1"));
  const segments = token.split(".");
  const decoded = segments.flatMap((segment, place) =>
    eachFlip(Buffer.from(segment, "base64url")).map((bytes) =>
      segments.with(place, bytes.toString("base64url")).join("."),
    ),
  );
  return [...text, ...decoded];
}

function eachFlip(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return flipped;
  });
}

async function noFlipIsAccepted({ token, verify }: Kind, step = 1): Promise<void> {
  expect(await verify(token)).toMatchObject(claims);
  const outcomes = new Map<string, number>();
  for (const flipped of flipsOf(token, step)) {
    expect(flipped).not.toBe(token);
    const outcome = await verify(flipped).then(
      () => `accepted: ${flipped}`,
      (error: unknown) => (error instanceof TokenError ? error.code : `threw ${error}`),
    );
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const known = ["key-unknown", "token-bad-signature", "token-malformed"];
  expect([...outcomes.keys()].filter((outcome) => !known.includes(outcome))).toEqual([]);
  expect(outcomes.get("token-bad-signature")).toBeGreaterThan((token.length * 2) / step);
  expect(outcomes.get("token-malformed")).toBeGreaterThan((token.length * 2) / step);
}

async function secretKind(build: Build, algorithm: string): Promise<Kind> {
  const sign = await build.createSigner({ algorithm, secret });
  return {
    token: await sign(claims),
    verify: await build.createVerifier({ algorithm, secret }),
  };
}

async function pairKind(build: Build, algorithm: keyof typeof PAIRS): Promise<Kind> {
  const { privateKey, publicKey } = PAIRS[algorithm];
  const sign = await build.createSigner({ algorithm, privateKey, kid: "k" });
  return {
    token: await sign(claims),
    verify: await build.createVerifier({ algorithm, publicKey, cacheSize: 2 }),
  };
}

/** Seals with A256CBC-HS512 (RFC 7518, section 5.2.5), which the library opens but does not write. */
function cbcToken(): string {
  const header = Buffer.from('{"alg":"dir","enc":"A256CBC-HS512","typ":"JWT"}').toString(
    "base64url",
  );
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", secret.subarray(32), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(header.length) * 8n);
  const mac = createHmac("sha512", secret.subarray(0, 32)).update(header).update(iv);
  const tag = mac.update(sealed).update(bits).digest().subarray(0, 32);
  return `${header}..${[iv, sealed, tag].map((part) => part.toString("base64url")).join(".")}`;
}

describe.each(BUILDS)("$name: a token with a flipped bit", (build) => {
  test.each(["HS256", "HS384", "HS512"])(
    "a token of %s with a flipped bit is refused",
    async (algorithm) => {
      await noFlipIsAccepted(await secretKind(build, algorithm));
    },
  );

  test.each(Object.keys(PAIRS) as (keyof typeof PAIRS)[])(
    "a token of %s with a flipped bit is refused",
    async (algorithm) => {
      await noFlipIsAccepted(await pairKind(build, algorithm), SLOW[algorithm]);
    },
  );

  test("a token sealed with A256GCM is refused with a flipped bit", async () => {
    const key = secret.subarray(0, 32);
    const seal = await build.createSealer({ secret: key });
    await noFlipIsAccepted({
      token: await seal(claims),
      verify: await build.createOpener({ secret: key }),
    });
  });

  test("a token sealed with A256CBC-HS512 is refused with a flipped bit", async () => {
    const verify = await build.createOpener({ encryption: "A256CBC-HS512", secret });
    await noFlipIsAccepted({ token: cbcToken(), verify });
  });

  test("tokens of a ring of secrets, new and old, are refused with a flipped bit", async () => {
    const [fresh, old] = [
      randomBytes(32).toString("base64url"),
      randomBytes(32).toString("base64url"),
    ];
    const keys = await build.keyRing([fresh, old]);
    for (const by of [keys, await build.keyRing(old)]) {
      const sign = await build.createSigner({ keys: by, purpose: "p", expiresIn: "never" });
      const verify = await build.createVerifier({ keys, purpose: "p" });
      await noFlipIsAccepted({ token: await sign(claims), verify });
    }
    const seal = await build.createSealer({ keys, purpose: "p" });
    const verify = await build.createOpener({ keys, purpose: "p" });
    await noFlipIsAccepted({ token: await seal(claims), verify });
  });

  test("a token of a ring of key pairs is refused with a flipped bit", async () => {
    const pair = { algorithm: "EdDSA", privateKey: PAIRS.EdDSA.privateKey };
    const retired = { algorithm: "ES256", publicKey: PAIRS.ES256.publicKey };
    const keys = await build.keyRing([pair, retired]);
    const sign = await build.createSigner({ keys });
    await noFlipIsAccepted({
      token: await sign(claims),
      verify: await build.createVerifier({ keys }),
    });
  });
});

test("a token of the engine with a flipped bit is refused", async () => {
  const kind = signedCodec(
    engineKeys(randomBytes(32).toString("base64url")),
    "session:app",
    "s+jwt",
  );
  const token = await kind.issue(claims);
  expect(await kind.verify(token)).toEqual({ ok: true, claims });
  for (const flipped of flipsOf(token, 1)) {
    expect((await kind.verify(flipped)).ok, flipped).toBe(false);
  }
});
