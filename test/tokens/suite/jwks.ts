import type { Part } from "../library.ts";
import { equal, throwsWith } from "./assert.ts";
import { forged, segment, signed } from "./forge.ts";
import { ED25519, P256, P384, P521, RSA } from "./keys.ts";
import { GOOD, keyBytes, now, verify } from "./setting.ts";
import { SECP256K1, X25519 } from "./unfit-keys.ts";

const UNKNOWN = { name: "TokenKeyError", code: "key-unknown" };
const UNUSABLE = { name: "TokenKeyError", code: "key-unusable" };
const INVALID = { name: "SignetError", code: "invalid-config" };
const MALFORMED = { name: "MalformedTokenError" };
const ALL = ["RS256", "ES256", "ES384", "ES512", "EdDSA"];

/** Tests of key sets (JWKS) of other issuers. */
export const jwks: Part = (define, lib) => {
  const of = (algorithm: unknown, ...keys: readonly unknown[]) => ({
    ...{ algorithm, now, jwks: { keys } },
  });

  define("each key of a set verifies its own tokens, by kid", async () => {
    const set = of(
      ALL,
      { ...RSA.publicJwk, kid: "rsa" },
      { ...P256.publicJwk, kid: "p256", use: "sig" },
      { ...P384.publicJwk, kid: "p384", alg: "ES384" },
      { ...P521.publicJwk, kid: "p521" },
      { ...ED25519.publicJwk, kid: "ed" },
    );
    for (const [alg, pair, kid] of [
      ...([
        ["RS256", RSA, "rsa"],
        ["ES256", P256, "p256"],
        ["ES384", P384, "p384"],
      ] as const),
      ...([
        ["ES512", P521, "p521"],
        ["EdDSA", ED25519, "ed"],
      ] as const),
    ]) {
      const named = await signed(alg, pair.privateJwk, GOOD, { alg, typ: "JWT", kid });
      equal((await verify(lib, set, named))["sub"], "ada", alg);
      const nameless = await signed(alg, pair.privateJwk, GOOD);
      equal((await verify(lib, set, nameless))["sub"], "ada", alg);
      const wrong = await signed(alg, pair.privateJwk, GOOD, { alg, typ: "JWT", kid: "x" });
      await throwsWith(() => verify(lib, set, wrong), UNKNOWN);
      const swapped = await signed(alg, pair.privateJwk, GOOD, {
        ...{ alg, typ: "JWT", kid: kid === "ed" ? "rsa" : "ed" },
      });
      await throwsWith(() => verify(lib, set, swapped), UNKNOWN);
    }
  });

  define(
    "33: only the algorithms of the options are accepted, even when a set has keys of others",
    async () => {
      const set = of("EdDSA", RSA.publicJwk, P256.publicJwk, ED25519.publicJwk);
      await verify(lib, set, await signed("EdDSA", ED25519.privateJwk, GOOD));
      for (const [alg, { privateJwk }] of [
        ["RS256", RSA],
        ["ES256", P256],
        ["PS256", RSA],
      ] as const) {
        const token = await signed(alg, privateJwk, GOOD);
        await throwsWith(() => verify(lib, set, token), MALFORMED, alg);
      }
    },
  );

  define(
    "33: a key is used for one algorithm: the one it names, or the only matching one",
    async () => {
      const named = of(["RS256", "PS256"], { ...RSA.publicJwk, alg: "PS256" });
      await verify(lib, named, await signed("PS256", RSA.privateJwk, GOOD));
      const other = await signed("RS256", RSA.privateJwk, GOOD);
      await throwsWith(() => verify(lib, named, other), MALFORMED);
      const error = await throwsWith(
        () => lib.createVerifier(of(["RS256", "PS256"], RSA.publicJwk)),
        UNUSABLE,
      );
      equal(error.message.includes("RS256 and PS256"), true, error.message);
      await throwsWith(() => lib.createVerifier(of(["RS256", "RS512"], RSA.publicJwk)), UNUSABLE);
    },
  );

  define(
    "S28: keys with the same kid or without one are distinguished by algorithm, or refused",
    async () => {
      const one = { ...P256.publicJwk, kid: "k" };
      const set = of(["ES256", "EdDSA"], one, { ...ED25519.publicJwk, kid: "k" });
      const header = (alg: string) => ({ alg, typ: "JWT", kid: "k" });
      await verify(lib, set, await signed("ES256", P256.privateJwk, GOOD, header("ES256")));
      await verify(lib, set, await signed("EdDSA", ED25519.privateJwk, GOOD, header("EdDSA")));
      await throwsWith(() => lib.createVerifier(of("ES256", one, one)), UNUSABLE);
      const { publicJwk } = P256;
      await throwsWith(() => lib.createVerifier(of("ES256", publicJwk, publicJwk)), UNUSABLE);
    },
  );

  define("S28: a token that matches two keys is refused", async () => {
    const set = of("ES256", { ...P256.publicJwk, kid: "a" }, { ...P256.publicJwk, kid: "b" });
    const nameless = await signed("ES256", P256.privateJwk, GOOD);
    await throwsWith(() => verify(lib, set, nameless), UNKNOWN);
    const half = of("ES256", { ...P256.publicJwk, kid: "a" }, P256.publicJwk);
    const named = await signed("ES256", P256.privateJwk, GOOD, {
      alg: "ES256",
      typ: "JWT",
      kid: "a",
    });
    await throwsWith(() => verify(lib, half, named), UNKNOWN);
  });

  define("a key without a kid is used for tokens of any kid when it is the only key", async () => {
    const set = of("ES256", P256.publicJwk);
    const named = await signed("ES256", P256.privateJwk, GOOD, {
      alg: "ES256",
      typ: "JWT",
      kid: "x",
    });
    equal((await verify(lib, set, named))["sub"], "ada");
    const numbered = of("ES256", { ...P256.publicJwk, kid: 7 });
    equal((await verify(lib, numbered, named))["sub"], "ada");
  });

  define("S28: a set that contains a private or secret key is refused", async () => {
    const secret = { kty: "oct", k: segment(keyBytes(32)) };
    for (const bad of [
      P256.privateJwk,
      RSA.privateJwk,
      ED25519.privateJwk,
      secret,
      { kty: "oct" },
    ]) {
      await throwsWith(() => lib.createVerifier(of("ES256", P256.publicJwk, bad)), UNUSABLE);
      await throwsWith(() => lib.createVerifier(of(ALL, bad)), UNUSABLE);
    }
    const hidden = { ...P384.publicJwk, k: "AAAA", use: "enc" };
    await throwsWith(() => lib.createVerifier(of("ES256", P256.publicJwk, hidden)), UNUSABLE);
  });

  define("keys of a set for other uses are ignored", async () => {
    const others = [
      ...[{ kty: "new-in-2030" }, { ...P256.publicJwk, kid: "enc", use: "enc" }, X25519.publicJwk],
      ...[
        SECP256K1.publicJwk,
        { ...RSA.publicJwk, alg: "RSA-OAEP" },
        { ...P256.publicJwk, alg: 1 },
      ],
    ];
    const set = of(["ES256", "EdDSA"], ...others, { ...P256.publicJwk, kid: "p" });
    const token = await signed("ES256", P256.privateJwk, GOOD, {
      alg: "ES256",
      typ: "JWT",
      kid: "p",
    });
    equal((await verify(lib, set, token))["sub"], "ada");
    const none = await throwsWith(
      () => lib.createVerifier(of(["ES256", "EdDSA"], ...others)),
      UNUSABLE,
    );
    equal(none.message.includes("ES256 or EdDSA"), true, none.message);
    await throwsWith(() => lib.createVerifier(of("ES256")), UNUSABLE);
  });

  define("S8: a key of a set that names an algorithm of another key type is refused", async () => {
    for (const key of [
      { ...P384.publicJwk, alg: "ES256" },
      { ...SECP256K1.publicJwk, alg: "ES256" },
      { ...RSA.publicJwk, alg: "ES256" },
      { ...P256.publicJwk, key_ops: ["sign"] },
    ]) {
      await throwsWith(() => lib.createVerifier(of("ES256", key)), UNUSABLE);
    }
  });

  define("29: an unusable key does not affect the other keys of its set", async () => {
    const unusable = [
      ...[null, "x", 1, [], {}, { kty: 1 }, { kty: "EC" }, { kty: "EC", crv: "P-256", x: "AA" }],
      ...[
        { ...P256.publicJwk, alg: "ES256", y: P256.publicJwk["x"] },
        { ...P384.publicJwk, alg: "ES256" },
      ],
      ...[
        { ...P256.publicJwk, key_ops: ["sign"] },
        { ...P256.publicJwk, key_ops: "verify" },
      ],
      { ...P256.publicJwk, x: `${P256.publicJwk["x"]}AAAA` },
      { ...P256.publicJwk, kid: "p", x: "" },
      { kty: "RSA", n: "AQAB", e: "AQAB", alg: "RS256" },
    ];
    const token = await signed("ES256", P256.privateJwk, GOOD, {
      ...{ alg: "ES256", typ: "JWT", kid: "p" },
    });
    for (const one of unusable) {
      const set = of(["ES256", "RS256"], one, { ...P256.publicJwk, kid: "p" }, one);
      equal((await verify(lib, set, token))["sub"], "ada", JSON.stringify(one));
      await throwsWith(() => lib.createVerifier(of(["ES256", "RS256"], one)), UNUSABLE);
    }
    await verify(lib, of(["ES256", "RS256"], ...unusable, P256.publicJwk), token);
  });

  define("29: the secrets of an own set are distinguished by kid", async () => {
    const [old, young] = [keyBytes(32, 1), keyBytes(32, 2)];
    const oct = (kid: string, bytes: Uint8Array, more = {}) => ({
      ...{ kty: "oct", kid, k: segment(bytes), ...more },
    });
    const set = (...keys: readonly unknown[]) => ({ algorithm: "HS256", now, secret: { keys } });
    const header = (kid: string) => ({ alg: "HS256", typ: "JWT", kid });
    const mine = set(
      ...[null, { kty: "oct" }, P256.publicJwk, oct("short", keyBytes(16))],
      ...[oct("enc", young, { use: "enc" }), oct("other", young, { alg: "HS512" })],
      ...[oct("old", old), oct("young", young, { use: "sig", alg: "HS256", key_ops: ["verify"] })],
    );
    for (const [kid, bytes] of [
      ["old", old],
      ["young", young],
    ] as const) {
      const token = await forged({ secret: bytes, payload: GOOD, header: header(kid) });
      equal((await verify(lib, mine, token))["sub"], "ada", kid);
      const other = header(kid === "old" ? "young" : "old");
      const swapped = await forged({ secret: bytes, payload: GOOD, header: other });
      await throwsWith(() => verify(lib, mine, swapped), { name: "BadSignatureError" });
    }
    for (const kid of ["enc", "other", "short", "nobody"]) {
      const token = await forged({ secret: young, payload: GOOD, header: header(kid) });
      await throwsWith(() => verify(lib, mine, token), UNKNOWN, kid);
    }
    await throwsWith(() => lib.createVerifier(set(oct("enc", young, { use: "enc" }))), UNUSABLE);
    await throwsWith(() => lib.createVerifier(set(oct("a", old), oct("a", young))), UNUSABLE);
    await throwsWith(() => lib.createVerifier(set()), UNUSABLE);
    await throwsWith(() => lib.createSigner({ ...set(oct("a", old)), expiresIn: "1h" }), INVALID);
  });

  define("a value that is not a key set is refused", async () => {
    const key = P256.publicJwk;
    const sets = [null, "", "x", 1, [], [key], key, {}, { keys: key }, { keys: null }];
    const more = [{ keys: "x" }, { keys: {} }];
    for (const given of [...sets, ...more, JSON.stringify({ keys: [key] }), { keys: { 0: key } }]) {
      const options = { algorithm: "ES256", jwks: given, now };
      await throwsWith(() => lib.createVerifier(options), INVALID, JSON.stringify(given));
    }
    for (const algorithm of [
      undefined,
      [],
      "HS256",
      ["ES256", "HS256"],
      [["ES256"]],
      "none",
      [null],
    ]) {
      await throwsWith(() => lib.createVerifier(of(algorithm, key)), INVALID, String(algorithm));
    }
  });
};
