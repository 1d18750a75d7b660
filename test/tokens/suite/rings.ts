import type { Part, Ring } from "../library.ts";
import { check, deepEqual, equal, throwsWith } from "./assert.ts";
import { base64url, cryptoKey, forged, sealedGcm, segment, signed, utf8 } from "./forge.ts";
import { ED25519, P256, P384, RSA } from "./keys.ts";
import { GOOD, now, OTHER_SECRET, open, SECRET, seal, sign, verify } from "./setting.ts";
import { ENCRYPTED } from "./unfit-keys.ts";

const UNKNOWN = { name: "TokenKeyError", code: "key-unknown" };
const UNUSABLE = { name: "TokenKeyError", code: "key-unusable" };
const INVALID = { name: "SignetError", code: "invalid-config" };
const BAD = { name: "BadSignatureError" };
const MALFORMED = { name: "MalformedTokenError" };
const THIRD = "a-third-secret-of-the-suite-0246813579";
const STRANGE_KIDS = [
  ...["", "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"],
  ...["../../etc/passwd", "' OR 1=1 --", "\u0000", "null", "undefined", "0", "*"],
];

/** Derives bytes with HKDF-SHA-256 (RFC 5869), by Web Cryptography. */
async function derived(secret: string, purpose: string, bytes: number) {
  const key = await crypto.subtle.importKey("raw", utf8(secret), "HKDF", false, ["deriveBits"]);
  const scheme = { name: "HKDF", hash: "SHA-256", salt: utf8("signet"), info: utf8(purpose) };
  return new Uint8Array(await crypto.subtle.deriveBits(scheme, key, bytes * 8));
}

const ed = { algorithm: "EdDSA", privateKey: ED25519.pkcs8 };
const es = { algorithm: "ES256", privateKey: P256.privateJwk };

/** Tests of key rings and rotation. */
export const rings: Part = (define, lib) => {
  const use = (keys: Ring, more: object = {}) => ({ keys, purpose: "invite", now, ...more });
  const issue = (keys: Ring, more?: object) => sign(lib, use(keys, { expiresIn: 60, ...more }), {});
  const kidOf = (token: string) => lib.decodeUnverified(token).header["kid"];

  define("43: the first secret of a ring signs, and all secrets verify", async () => {
    const before = await lib.keyRing(OTHER_SECRET);
    const during = await lib.keyRing([SECRET, OTHER_SECRET]);
    const after = await lib.keyRing(SECRET);
    const old = await issue(before);
    const fresh = await issue(during);
    for (const ring of [before, during]) await verify(lib, use(ring), old);
    for (const ring of [during, after]) await verify(lib, use(ring), fresh);
    await throwsWith(() => verify(lib, use(after), old), UNKNOWN);
    await throwsWith(() => verify(lib, use(before), fresh), UNKNOWN);
    equal(kidOf(old), before.keys[0]?.kid);
    equal(kidOf(fresh), after.keys[0]?.kid);
    const three = await lib.keyRing([THIRD, SECRET, OTHER_SECRET]);
    for (const token of [old, fresh, await issue(three)]) await verify(lib, use(three), token);
  });

  define("43: the first secret of a ring seals, and all secrets open", async () => {
    const before = await lib.keyRing(OTHER_SECRET);
    const during = await lib.keyRing([SECRET, OTHER_SECRET]);
    const after = await lib.keyRing(SECRET);
    const old = await seal(lib, use(before, { expiresIn: 60 }), {});
    const fresh = await seal(lib, use(during, { expiresIn: 60 }), {});
    await open(lib, use(during), old);
    await open(lib, use(after), fresh);
    await throwsWith(() => open(lib, use(after), old), UNKNOWN);
  });

  define(
    "a secret of a ring is never used directly: HKDF derives a key for each purpose",
    async () => {
      const ring = await lib.keyRing(SECRET);
      const kid = base64url(await derived(SECRET, "kid", 9));
      equal(ring.keys[0]?.kid, kid);
      const header = { alg: "HS256", typ: "JWT", kid };
      const key = await derived(SECRET, "sign invite", 32);
      const token = await forged({ secret: key, payload: GOOD, header });
      equal((await verify(lib, use(ring), token))["sub"], "ada");
      equal(await sign(lib, use(ring, { expiresIn: "never" }), GOOD), token);
      const direct = await forged({ secret: SECRET, payload: GOOD, header });
      await throwsWith(() => verify(lib, use(ring), direct), BAD);
    },
  );

  define("a ring seals with a key that HKDF derives only for sealing", async () => {
    const ring = await lib.keyRing(SECRET);
    const header = { alg: "dir", enc: "A256GCM", typ: "JWT", kid: ring.keys[0]?.kid };
    const made = async (purpose: string) =>
      sealedGcm({ key: await derived(SECRET, purpose, 32), payload: GOOD, header });
    equal((await open(lib, use(ring), await made("seal invite")))["sub"], "ada");
    for (const purpose of ["sign invite", "invite", "seal", "seal reset"]) {
      await throwsWith(async () => open(lib, use(ring), await made(purpose)), BAD, purpose);
    }
  });

  define("37: a token of one purpose is refused for another purpose", async () => {
    const ring = await lib.keyRing(SECRET);
    const token = await issue(ring);
    const sealed = await seal(lib, use(ring, { expiresIn: 60 }), {});
    for (const purpose of ["reset", "Invite", "invite ", "sign invite", "kid"]) {
      await throwsWith(() => verify(lib, { keys: ring, purpose, now }, token), BAD, purpose);
      await throwsWith(() => open(lib, { keys: ring, purpose, now }, sealed), BAD, purpose);
    }
  });

  define(
    "41: a ring opens none of its signed tokens and verifies none of its sealed ones",
    async () => {
      const ring = await lib.keyRing(SECRET);
      await throwsWith(async () => open(lib, use(ring), await issue(ring)), MALFORMED);
      const sealed = await seal(lib, use(ring, { expiresIn: 60 }), {});
      await throwsWith(() => verify(lib, use(ring), sealed), MALFORMED);
      const header = { alg: "HS256", typ: "JWT", kid: ring.keys[0]?.kid };
      const sealing = await derived(SECRET, "seal invite", 32);
      const crossed = await forged({ secret: sealing, payload: GOOD, header });
      await throwsWith(() => verify(lib, use(ring), crossed), BAD);
    },
  );

  define(
    "a kid reveals nothing about its secret, and each secret has a different kid",
    async () => {
      const kids = await Promise.all(
        [SECRET, OTHER_SECRET, THIRD].map(
          async (secret) => (await lib.keyRing(secret)).keys[0]?.kid,
        ),
      );
      equal(new Set(kids).size, 3);
      for (const kid of kids) check(/^[\w-]{12}$/.test(kid ?? ""), String(kid));
    },
  );

  define("S11 35: a kid only selects among the keys of the ring", async () => {
    const pairs = await lib.keyRing([ed, es]);
    const secrets = await lib.keyRing([SECRET, OTHER_SECRET]);
    const jwks = pairs.jwks();
    for (const kid of [...STRANGE_KIDS, "x".repeat(500)]) {
      const header = { alg: "HS256", typ: "JWT", kid };
      for (const secret of ["", SECRET, "undefined", "null"].filter((text) => text !== "")) {
        const token = await forged({ secret, payload: GOOD, header });
        await throwsWith(() => verify(lib, use(secrets), token), UNKNOWN, kid);
      }
      const token = await signed("EdDSA", ED25519.privateJwk, GOOD, { ...header, alg: "EdDSA" });
      await throwsWith(() => verify(lib, { keys: pairs, now }, token), UNKNOWN, kid);
      await throwsWith(() => verify(lib, { algorithm: "EdDSA", jwks, now }, token), UNKNOWN, kid);
    }
  });

  define("a token without a kid is refused when several keys match", async () => {
    const ring = await lib.keyRing([SECRET, OTHER_SECRET]);
    const key = await derived(SECRET, "sign invite", 32);
    const nameless = await forged({ secret: key, payload: GOOD });
    await throwsWith(() => verify(lib, use(ring), nameless), UNKNOWN);
    const single = await lib.keyRing(SECRET);
    equal((await verify(lib, use(single), nameless))["sub"], "ada");
  });

  define("S6 34: a ring refuses weak secrets", async () => {
    const weak = ["password", SECRET.slice(0, 31), "a".repeat(64), "abcdefg".repeat(9)];
    for (const secret of [...weak, ...weak.map((text) => [SECRET, text])]) {
      const error = await throwsWith(() => lib.keyRing(secret), INVALID);
      check(
        error.message.includes("randomBytes"),
        "the message does not say how to create a secret",
      );
    }
    await lib.keyRing("abcdefgh".repeat(4));
    await lib.keyRing(SECRET.slice(0, 32));
    const others = [undefined, null, "", 0, 1, true, [], [[]], [SECRET, null], () => SECRET];
    for (const secret of others) await throwsWith(() => lib.keyRing(secret), INVALID);
    await throwsWith(() => lib.keyRing([SECRET, SECRET]), INVALID);
    await throwsWith(() => lib.keyRing([SECRET, OTHER_SECRET, SECRET]), INVALID);
  });

  define(
    "43: key pairs and their algorithms can be rotated while former tokens stay valid",
    async () => {
      const before = await lib.keyRing(es);
      const retired = { algorithm: "ES256", publicKey: P256.spki };
      const during = await lib.keyRing([ed, retired]);
      const after = await lib.keyRing([ed]);
      const old = await sign(lib, { keys: before, expiresIn: 60, now }, {});
      const fresh = await sign(lib, { keys: during, expiresIn: 60, now }, {});
      equal(lib.decodeUnverified(old).header["alg"], "ES256");
      equal(lib.decodeUnverified(fresh).header["alg"], "EdDSA");
      await verify(lib, { keys: during, now }, old);
      for (const keys of [during, after]) await verify(lib, { keys, now }, fresh);
      await throwsWith(() => verify(lib, { keys: after, now }, old), MALFORMED);
    },
  );

  define("a token of a removed pair is refused as an unknown key", async () => {
    const old = await lib.keyRing({ ...es, kid: "old" });
    const other = await lib.keyRing({ ...es, kid: "new" });
    const token = await sign(lib, { keys: old, expiresIn: 60, now }, {});
    await throwsWith(() => verify(lib, { keys: other, now }, token), UNKNOWN);
  });

  define("S28: the JWKS of a ring holds only public members", async () => {
    const ring = await lib.keyRing([
      { ...ed, kid: "mine" },
      es,
      { algorithm: "RS256", privateKey: RSA.pkcs8 },
      { algorithm: "ES384", publicKey: P384.certificate },
    ]);
    const { keys } = ring.jwks();
    deepEqual(
      keys.map((key) => Object.keys(key).sort().join()),
      [
        "alg,crv,kid,kty,use,x",
        "alg,crv,kid,kty,use,x,y",
        "alg,e,kid,kty,n,use",
        "alg,crv,kid,kty,use,x,y",
      ],
    );
    deepEqual(
      keys.map((key) => key["alg"]),
      ["EdDSA", "ES256", "RS256", "ES384"],
    );
    deepEqual(
      keys.map((key) => key["use"]),
      ["sig", "sig", "sig", "sig"],
    );
    deepEqual(
      keys.map((key) => key["kid"]),
      ring.keys.map(({ kid }) => kid),
    );
    equal(keys[0]?.["kid"], "mine");
    equal(keys[0]?.["x"], ED25519.publicJwk["x"]);
    equal(keys[2]?.["n"], RSA.publicJwk["n"]);
    for (const text of [JSON.stringify(ring), JSON.stringify(keys)]) {
      for (const { privateJwk } of [ED25519, P256, RSA]) {
        check(!text.includes(String(privateJwk["d"])), "a private key is printed");
      }
    }
  });

  define("a pair's kid is its thumbprint by RFC 7638 unless it is given", async () => {
    const known: Record<string, string> = {};
    for (const [algorithm, pair, members] of [
      ["EdDSA", ED25519, ["crv", "kty", "x"]],
      ["ES256", P256, ["crv", "kty", "x", "y"]],
      ["PS256", RSA, ["e", "kty", "n"]],
    ] as const) {
      const input = JSON.stringify(
        Object.fromEntries(members.map((name) => [name, pair.publicJwk[name]])),
      );
      known[algorithm] = base64url(
        new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(input))),
      );
      for (const privateKey of [
        pair.pkcs8,
        { ...pair.privateJwk, kid: "ignored", alg: algorithm },
      ]) {
        const ring = await lib.keyRing({ algorithm, privateKey });
        equal(ring.keys[0]?.kid, known[algorithm], algorithm);
      }
    }
  });

  define("a ring accepts pairs in every form of key", async () => {
    const privateKey = await cryptoKey("EdDSA", ED25519.privateJwk);
    const publicKey = await cryptoKey("ES256", P256.publicJwk);
    const ring = await lib.keyRing([
      { algorithm: "EdDSA", privateKey },
      { algorithm: "ES256", publicKey },
      { algorithm: "RS256", publicKey: utf8(RSA.pkcs1 ?? "") },
    ]);
    const token = await sign(lib, { keys: ring, expiresIn: 60, now }, {});
    await verify(lib, { keys: ring, now }, token);
    const old = await signed("ES256", P256.privateJwk, GOOD, {
      ...{ alg: "ES256", typ: "JWT", kid: ring.keys[1]?.kid },
    });
    await verify(lib, { keys: ring, now }, old);
  });

  define("33: a pair of a ring is used only for its own algorithm", async () => {
    const ring = await lib.keyRing({ algorithm: "RS256", privateKey: RSA.pkcs8, kid: "r" });
    for (const alg of ["PS256", "RS512"]) {
      const token = await signed(alg, RSA.privateJwk, GOOD, { alg, typ: "JWT", kid: "r" });
      await throwsWith(() => verify(lib, { keys: ring, now }, token), MALFORMED, alg);
    }
  });

  define("a ring refuses invalid pairs and pairs that cannot sign", async () => {
    const secretJwk = { kty: "oct", k: segment(SECRET) };
    for (const pairs of [
      { algorithm: "ES256", publicKey: P256.spki },
      [{ algorithm: "ES256", publicKey: P256.spki }, ed],
      { algorithm: "EdDSA" },
      { ...ed, publicKey: ED25519.spki },
      [ed, { algorithm: "ES256", publicKey: P256.pkcs8 }],
      [ed, { algorithm: "ES256", publicKey: P256.privateJwk }],
      { ...ed, kid: "" },
      { ...ed, kid: 1 },
      { ...ed, kid: undefined },
      { ...ed, algorithm: undefined },
      { ...ed, extra: 1 },
      { algorithm: "EdDSA", privateKey: 1 },
      { algorithm: "EdDSA", privateKey: null },
      { algorithm: "HS256", privateKey: secretJwk },
      { algorithm: "HS256", secret: SECRET },
      [ed, ed],
      [
        { ...ed, kid: "k" },
        { ...es, kid: "k" },
      ],
      [ed, SECRET],
      [SECRET, ed],
      [ed, null],
    ]) {
      await throwsWith(() => lib.keyRing(pairs), INVALID, JSON.stringify(pairs));
    }
    for (const pair of [
      { algorithm: "ES256", privateKey: ED25519.pkcs8 },
      { algorithm: "EdDSA", privateKey: "no PEM" },
      { algorithm: "EdDSA", privateKey: ENCRYPTED },
      { algorithm: "EdDSA", privateKey: {} },
      { algorithm: "EdDSA", privateKey: secretJwk },
    ]) {
      await throwsWith(() => lib.keyRing(pair), UNUSABLE, JSON.stringify(pair));
    }
  });
};
