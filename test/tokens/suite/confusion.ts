import type { Part } from "../library.ts";
import { equal, throwsWith } from "./assert.ts";
import { bytesOf, cryptoKey, forged, segment, utf8 } from "./forge.ts";
import { ED25519, P256, P384, P521, RSA } from "./keys.ts";
import { GOOD, keyBytes, now, OTHER_SECRET, SECRET, tokenWith, verify } from "./setting.ts";

const PAIRS = { RS256: RSA, PS512: RSA, ES256: P256, ES384: P384, ES512: P521, EdDSA: ED25519 };
const UNUSABLE = { name: "TokenKeyError", code: "key-unusable" };
const INVALID = { name: "SignetError", code: "invalid-config" };
const MALFORMED = { name: "MalformedTokenError" };

/** Tests of public keys used as secrets, and of invalid secrets. */
export const confusion: Part = (define, lib) => {
  define(
    "S1 S2: a verifier with a public key refuses a token with an HMAC over the text of that key",
    async () => {
      for (const [algorithm, pair] of Object.entries(PAIRS)) {
        const { spki, pkcs1, certificate, publicJwk } = pair;
        const texts = [spki, pkcs1 ?? spki, certificate ?? spki].flatMap((pem) => [
          pem,
          pem.trim(),
        ]);
        for (const bits of [256, 384, 512]) {
          const header = { alg: `HS${bits}`, typ: "JWT", kid: "k" };
          for (const text of [...texts, JSON.stringify(publicJwk)]) {
            const token = await forged({ secret: text, payload: GOOD, header, bits });
            const named = { ...publicJwk, kid: "k" };
            const ring = await lib.keyRing({ algorithm, privateKey: pair.pkcs8, kid: "k" });
            for (const keys of [
              { algorithm, publicKey: text.startsWith("{") ? publicJwk : text },
              { algorithm, publicKey: await cryptoKey(algorithm, publicJwk) },
              { algorithm: [algorithm], jwks: { keys: [named] } },
              { keys: ring },
            ]) {
              await throwsWith(() => verify(lib, { ...keys, now }, token), MALFORMED, algorithm);
            }
          }
        }
      }
    },
  );

  define("S1: no option pairs a public key with HMAC, or a secret with key pairs", async () => {
    for (const algorithm of ["HS256", "HS384", "HS512"]) {
      const { spki, publicJwk } = RSA;
      await throwsWith(() => lib.createVerifier({ algorithm, publicKey: spki }), INVALID);
      await throwsWith(
        () => lib.createVerifier({ algorithm, jwks: { keys: [publicJwk] } }),
        INVALID,
      );
      await throwsWith(
        () => lib.createVerifier({ algorithm: ["RS256", algorithm], jwks: { keys: [publicJwk] } }),
        INVALID,
      );
      const signer = { algorithm, privateKey: RSA.pkcs8, expiresIn: 60 };
      await throwsWith(() => lib.createSigner(signer), INVALID);
      await throwsWith(() => lib.keyRing({ algorithm, privateKey: RSA.pkcs8 }), INVALID);
    }
    for (const algorithm of Object.keys(PAIRS)) {
      await throwsWith(() => lib.createVerifier({ algorithm, secret: SECRET }), INVALID);
      await throwsWith(
        () => lib.createSigner({ algorithm, secret: SECRET, expiresIn: 1 }),
        INVALID,
      );
    }
  });

  define("S2 S3: PEM is refused as a secret, with any text before or around it", async () => {
    const wrap = [
      (pem: string) => pem,
      ...[" ", "\t", "\n", "\u0000", "\u200b", "\ufeff", "# a comment\n", "key=", '"'].map(
        (before) => (pem: string) => before + pem,
      ),
      (pem: string) => JSON.stringify({ key: pem }),
      (pem: string) => pem.replaceAll("\n", "\\n"),
      (pem: string) => pem.replaceAll("\n", ""),
      (pem: string) => `Bag Attributes\n  friendlyName: x\n${pem}`,
    ];
    const pems = Object.values(PAIRS).flatMap((pair) => [
      ...[pair.spki, pair.pkcs1, pair.certificate, pair.pkcs8, pair.traditional],
    ]);
    for (const pem of new Set(pems)) {
      if (pem === null) continue;
      for (const wrapped of wrap.map((around) => around(pem))) {
        for (const secret of [wrapped, utf8(wrapped)]) {
          const options = { algorithm: "HS256", secret };
          await throwsWith(() => lib.createVerifier(options), UNUSABLE, wrapped.slice(0, 30));
          await throwsWith(() => lib.createSigner({ ...options, expiresIn: 60 }), UNUSABLE);
        }
      }
    }
  });

  define(
    "S4: a JWK, a JWKS or a list of JWKs is refused as a secret, as text and as bytes",
    async () => {
      for (const { publicJwk, privateJwk } of Object.values(PAIRS)) {
        for (const jwk of [publicJwk, privateJwk]) {
          for (const value of [jwk, { keys: [jwk] }, [jwk], [{}, jwk], { keys: [{}, jwk] }]) {
            for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
              for (const wrapped of [text, ` \n${text}`, `\ufeff${text}`, `\u200b${text} `]) {
                for (const secret of [wrapped, utf8(wrapped)]) {
                  const options = { algorithm: "HS256", secret };
                  await throwsWith(
                    () => lib.createVerifier(options),
                    UNUSABLE,
                    wrapped.slice(0, 30),
                  );
                  await throwsWith(() => lib.createSigner({ ...options, expiresIn: 60 }), UNUSABLE);
                }
              }
            }
          }
        }
      }
    },
  );

  define("29: an oct JWK whose members name another use is refused", async () => {
    const k = segment(keyBytes(32));
    const oct = (says: object) => ({ kty: "oct", k, ...says });
    const never = [{ use: 1 }, { key_ops: [] }, { key_ops: "sign verify encrypt decrypt" }];
    for (const says of [...never, { use: "enc" }, { key_ops: ["encrypt", "wrapKey"] }]) {
      const options = { algorithm: "HS256", secret: oct(says) };
      await throwsWith(() => lib.createVerifier(options), UNUSABLE, JSON.stringify(says));
      const signer = { ...options, expiresIn: 1 };
      await throwsWith(() => lib.createSigner(signer), UNUSABLE, JSON.stringify(says));
    }
    for (const says of [...never, { use: "sig" }, { key_ops: ["sign", "verify"] }]) {
      const secret = oct(says);
      await throwsWith(() => lib.createOpener({ secret }), UNUSABLE, JSON.stringify(says));
      const sealer = { secret, expiresIn: 1 };
      await throwsWith(() => lib.createSealer(sealer), UNUSABLE, JSON.stringify(says));
    }
    const one = (operation: string) => oct({ key_ops: [operation] });
    await lib.createVerifier({ algorithm: "HS256", secret: one("verify") });
    await lib.createSigner({ algorithm: "HS256", secret: one("sign"), expiresIn: 1 });
    await lib.createOpener({ secret: one("decrypt") });
    await lib.createSealer({ secret: one("encrypt"), expiresIn: 1 });
    const signing = { algorithm: "HS256", secret: one("verify"), expiresIn: 1 };
    await throwsWith(() => lib.createSigner(signing), UNUSABLE);
    await throwsWith(
      () => lib.createVerifier({ algorithm: "HS256", secret: one("sign") }),
      UNUSABLE,
    );
    await throwsWith(() => lib.createSealer({ secret: one("decrypt"), expiresIn: 1 }), UNUSABLE);
    await throwsWith(() => lib.createOpener({ secret: one("encrypt") }), UNUSABLE);
  });

  define(
    "S4: an asymmetric JWK, an invalid oct JWK and one for another algorithm are refused as a secret",
    async () => {
      const k = segment(keyBytes(64));
      const refused = [RSA.publicJwk, RSA.privateJwk, ED25519.publicJwk, { ...RSA.publicJwk, k }];
      const oct = [
        { kty: "oct" },
        { kty: "oct", k: 1 },
        { kty: "oct", k: `${k}=` },
        { kty: "Oct", k },
      ];
      const others = [
        { kty: "oct", k, alg: "HS512" },
        { kty: "oct", k, alg: "A256GCM" },
      ];
      for (const secret of [...refused, ...oct, ...others]) {
        const options = { algorithm: "HS256", secret };
        await throwsWith(() => lib.createVerifier(options), UNUSABLE, JSON.stringify(secret));
        await throwsWith(() => lib.createSigner({ ...options, expiresIn: 60 }), UNUSABLE);
      }
    },
  );

  define("27: a key pair in any form is refused as a secret, also in key rings", async () => {
    for (const { spki } of [RSA, P256, ED25519]) {
      const body = spki.split("\n").slice(1, -2).join("");
      const der = bytesOf(body.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));
      const hex = [...der].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const texts = [body, hex, btoa(spki), btoa(body), spki.replaceAll("\n", "\\n")];
      for (const secret of [der, ...texts, ...texts.map(utf8)]) {
        const options = { algorithm: "HS256", secret };
        await throwsWith(() => lib.createVerifier(options), UNUSABLE, String(secret));
        await throwsWith(() => lib.createSigner({ ...options, expiresIn: 60 }), UNUSABLE);
      }
      for (const secret of [...texts, spki]) {
        const invalid = { name: "SignetError", code: "invalid-config" };
        await throwsWith(() => lib.keyRing(secret), invalid, secret);
        await throwsWith(() => lib.keyRing([SECRET, secret]), invalid, secret);
      }
    }
  });

  define(
    "30: PEM with the two characters \\n instead of line breaks is accepted as a key",
    async () => {
      for (const [algorithm, { spki, pkcs8 }] of Object.entries(PAIRS)) {
        for (const end of ["\\n", "\\r\\n"]) {
          const escaped = (pem: string) => `"${pem.replaceAll("\n", end)}"`;
          const options = { algorithm, privateKey: escaped(pkcs8), expiresIn: 60, now };
          const token = await (await lib.createSigner(options))({ sub: "ada" });
          const verifier = { algorithm, publicKey: escaped(spki), now };
          equal((await verify(lib, verifier, token))["sub"], "ada", algorithm);
        }
      }
    },
  );

  define("S4: an oct JWK that holds the text of a public key is refused", async () => {
    for (const text of [RSA.spki, P256.spki, JSON.stringify(ED25519.publicJwk)]) {
      const secret = { kty: "oct", k: segment(text) };
      await throwsWith(() => lib.createVerifier({ algorithm: "HS256", secret }), UNUSABLE);
    }
  });

  define("O1: a text that only resembles a key is accepted as a secret", async () => {
    for (const secret of [
      '{"not":"a key", "but":"thirty-two bytes or more"}',
      "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]",
      "{broken json of thirty-two bytes and more",
      '{"keys":"none at all, and enough bytes"}',
      '[null, "text", 1, true, {"kty": 7}, {}, []]',
      `BEGIN PUBLIC KEY ${OTHER_SECRET}`,
    ]) {
      const token = await forged({ secret, payload: GOOD });
      equal((await verify(lib, { algorithm: "HS256", secret, now }, token))["sub"], "ada", secret);
    }
  });

  define(
    "S5 O2: an empty secret is refused for signing and for verifying, in every form",
    async () => {
      for (const algorithm of ["HS256", "HS384", "HS512"]) {
        for (const secret of [
          "",
          new Uint8Array(),
          { kty: "oct", k: "" },
          { kty: "oct", k: null },
        ]) {
          const options = { algorithm, secret };
          for (const make of [lib.createVerifier, lib.createSigner]) {
            const more = make === lib.createSigner ? { expiresIn: 60 } : {};
            const code = secret === "" ? "invalid-config" : "key-unusable";
            await throwsWith(() => make({ ...options, ...more }), { code });
          }
        }
      }
      for (const secret of [new Uint8Array(), { kty: "oct", k: "" }]) {
        await throwsWith(() => lib.createSealer({ secret, expiresIn: 60 }), UNUSABLE);
        await throwsWith(() => lib.createOpener({ secret }), UNUSABLE);
      }
      for (const secret of ["", [], [""], [SECRET, ""]]) {
        await throwsWith(() => lib.keyRing(secret), INVALID);
      }
    },
  );

  define("S5 S11 O2: a ring that derives an empty or missing key is refused", async () => {
    for (const derived of [
      new Uint8Array(),
      new Uint8Array(31),
      undefined,
      null,
      "x".repeat(32),
      {},
    ]) {
      const keys = { kind: "secrets", keys: [{ kid: "k", derive: () => derived }] };
      for (const make of [lib.createVerifier, lib.createOpener]) {
        await throwsWith(() => make({ keys, purpose: "p" }), UNUSABLE, String(derived));
      }
      for (const make of [lib.createSigner, lib.createSealer]) {
        await throwsWith(() => make({ keys, purpose: "p", expiresIn: 60 }), UNUSABLE);
      }
    }
  });

  define(
    "S6: without a key no signer or verifier can be created, and no unsigned token is ever accepted",
    async () => {
      for (const algorithm of [
        "HS256",
        "RS256",
        "EdDSA",
        "none",
        "",
        undefined,
        null,
        [],
        ["none"],
      ]) {
        for (const name of ["secret", "publicKey", "privateKey", "jwks", "keys"]) {
          for (const key of ["", null, undefined, false, 0]) {
            const options = { algorithm, [name]: key, now };
            for (const make of [lib.createVerifier, lib.createSigner]) {
              const error = await throwsWith(() => make(options), {}, JSON.stringify(options));
              equal(
                ["invalid-config", "key-unusable"].includes(error.code ?? ""),
                true,
                error.message,
              );
            }
          }
        }
        await throwsWith(() => lib.createVerifier({ algorithm }), INVALID);
        await throwsWith(() => lib.createSigner({ algorithm }), INVALID);
      }
    },
  );

  define("S7: the algorithm none is refused in every option", async () => {
    for (const algorithm of ["none", "None", "NONE"]) {
      const keys = [
        { secret: SECRET },
        { publicKey: RSA.spki },
        { jwks: { keys: [RSA.publicJwk] } },
        {},
      ];
      for (const key of keys) {
        await throwsWith(() => lib.createVerifier({ algorithm, ...key }), INVALID);
        const list = { algorithm: ["RS256", algorithm], ...key };
        await throwsWith(() => lib.createVerifier(list), INVALID);
      }
      await throwsWith(
        () => lib.createSigner({ algorithm, secret: SECRET, expiresIn: 1 }),
        INVALID,
      );
      const pair = { algorithm, privateKey: RSA.pkcs8 };
      await throwsWith(() => lib.createSigner({ ...pair, expiresIn: 1 }), INVALID);
      await throwsWith(() => lib.keyRing(pair), INVALID);
    }
  });

  define("33: an algorithm must be written exactly as in RFC 7518", async () => {
    for (const algorithm of ["hs256", "HS256 ", "HS1", "HMAC", 256, true, {}, ["HS256"]]) {
      await throwsWith(() => lib.createVerifier({ algorithm, secret: SECRET }), INVALID);
    }
    for (const algorithm of ["eddsa", "Ed25519", "RS1", "ES256K", "RSA-OAEP", "dir", ["RS256"]]) {
      await throwsWith(() => lib.createVerifier({ algorithm, publicKey: RSA.spki }), INVALID);
    }
  });

  define(
    "S10: an object as a key is never converted to text, and none of its methods is called",
    async () => {
      let called = 0;
      const trap = (value: unknown) => () => {
        called++;
        return value;
      };
      const coercing = (value: unknown) => ({
        toString: trap(value),
        valueOf: trap(value),
        toJSON: trap(value),
        [Symbol.toPrimitive]: trap(value),
        [Symbol.iterator]: trap([value][Symbol.iterator]()),
        length: 64,
      });
      const token = await tokenWith({});
      for (const [name, algorithm, value] of [
        ["secret", "HS256", SECRET],
        ["publicKey", "EdDSA", ED25519.spki],
        ["privateKey", "EdDSA", ED25519.pkcs8],
      ] as const) {
        for (const key of [
          coercing(value),
          Object.create(coercing(value)),
          [value],
          new Set([value]),
        ]) {
          const options = { algorithm, [name]: key, now };
          const run = () =>
            name === "privateKey"
              ? lib.createSigner({ ...options, expiresIn: 1 })
              : verify(lib, options, token);
          const error = await throwsWith(run, {}, name);
          equal(["invalid-config", "key-unusable"].includes(error.code ?? ""), true, error.message);
        }
      }
      for (const key of [coercing(SECRET), [coercing(SECRET)]]) {
        await throwsWith(() => lib.keyRing(key), INVALID);
      }
      equal(called, 0, "how often a method was called");
    },
  );

  define(
    "O1: the option that holds a key decides its kind, never the text of the key",
    async () => {
      for (const publicKey of [SECRET, SECRET.repeat(9), utf8(SECRET)]) {
        await throwsWith(() => lib.createVerifier({ algorithm: "EdDSA", publicKey }), UNUSABLE);
      }
      const both = { algorithm: "HS256", secret: SECRET, publicKey: RSA.spki };
      await throwsWith(() => lib.createVerifier(both), INVALID);
    },
  );
};
