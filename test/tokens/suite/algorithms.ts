import type { Part } from "../library.ts";
import { check, equal, throwsWith } from "./assert.ts";
import {
  base64url,
  bytesOf,
  cryptoKey,
  forged,
  isValidSignature,
  segment,
  signed,
  utf8,
} from "./forge.ts";
import { ED25519, P256, P384, P521, type Pair, RSA } from "./keys.ts";
import { GOOD, keyBytes, now, sign, verify } from "./setting.ts";
import { DSA, ENCRYPTED, PSS_256, RSA_1024, SECP256K1, X25519 } from "./unfit-keys.ts";

const HMAC = ["HS256", "HS384", "HS512"] as const;
const FITTING: Readonly<Record<string, Pair>> = {
  ...{ RS256: RSA, RS384: RSA, RS512: RSA, PS256: RSA, PS384: RSA, PS512: RSA },
  ...{ ES256: P256, ES384: P384, ES512: P521, EdDSA: ED25519 },
};
const KINDS: Readonly<Record<string, Pair>> = { RSA, P256, P384, P521, ED25519 };
const UNUSABLE = { name: "TokenKeyError", code: "key-unusable" };

/** Encodes an ECDSA signature in DER, as OpenSSL does. Tokens use another encoding. */
function der(first: Uint8Array, second: Uint8Array): Uint8Array {
  const numbers = [first, second].flatMap((digits) => [2, digits.length + 1, 0, ...digits]);
  return Uint8Array.of(0x30, 0x81, numbers.length, ...numbers);
}

/** Tests of every algorithm with every form of its keys, and with keys of other algorithms. */
export const algorithms: Part = (define, lib) => {
  for (const algorithm of HMAC) {
    const bits = Number(algorithm.slice(2));
    const bytes = keyBytes(bits / 8);
    const text = "0123456789abcdef".repeat(bits / 128);
    const k = segment(bytes);

    define(`${algorithm} is HMAC with SHA-${bits}, with every form of secret`, async () => {
      const scheme = { name: "HMAC", hash: `SHA-${bits}` };
      const key = await crypto.subtle.importKey("raw", bytes, scheme, true, ["sign", "verify"]);
      const header = { alg: algorithm, typ: "JWT" };
      const ofBytes = await forged({ secret: bytes, payload: GOOD, header, bits });
      const ofText = await forged({ secret: text, payload: GOOD, header, bits });
      const jwk = { kty: "oct", k };
      for (const [secret, expected] of [
        ...([
          [bytes, ofBytes],
          [jwk, ofBytes],
          [{ ...jwk, alg: algorithm }, ofBytes],
        ] as const),
        ...([
          [key, ofBytes],
          [text, ofText],
          [utf8(text), ofText],
        ] as const),
      ]) {
        const options = { algorithm, secret, now };
        equal(await sign(lib, { ...options, expiresIn: "never" }, GOOD), expected, algorithm);
        equal((await verify(lib, options, expected))["sub"], "ada");
      }
      await throwsWith(() => verify(lib, { algorithm, secret: text, now }, ofBytes), {
        name: "BadSignatureError",
      });
    });

    define(`S12 34: ${algorithm} rejects a secret of fewer than ${bits / 8} bytes`, async () => {
      const scheme = { name: "HMAC", hash: `SHA-${bits}` };
      const short = keyBytes(bits / 8 - 1);
      const key = await crypto.subtle.importKey("raw", short, scheme, true, ["sign", "verify"]);
      for (const secret of [short, text.slice(1), { kty: "oct", k: segment(short) }, key]) {
        const options = { algorithm, secret, now };
        await throwsWith(() => lib.createSigner({ ...options, expiresIn: 60 }), UNUSABLE);
        const error = await throwsWith(() => lib.createVerifier(options), UNUSABLE);
        check(
          error.message.includes(`randomBytes(${bits / 8})`),
          "the message does not say how to create a secret",
        );
      }
    });
  }

  define("the length of a secret is measured in bytes, not in characters", async () => {
    const secret = "éèêëàâäçîïôöùûüÿ";
    await lib.createVerifier({ algorithm: "HS256", secret, now });
    await throwsWith(() => lib.createVerifier({ algorithm: "HS384", secret, now }), UNUSABLE);
  });

  define(
    "34: text of a few repeated characters is rejected as a secret, at any length",
    async () => {
      for (const secret of ["a".repeat(32), "abc".repeat(40), "0123456".repeat(9)]) {
        for (const algorithm of HMAC) {
          const refusal = { code: "invalid-config" };
          await throwsWith(
            () => lib.createVerifier({ algorithm, secret: secret.padEnd(64, secret) }),
            refusal,
          );
        }
      }
    },
  );

  define("secrets longer than a block of the hash are accepted", async () => {
    for (const length of [64, 65, 128, 129, 300]) {
      for (const algorithm of HMAC) {
        const secret = keyBytes(length);
        const bits = Number(algorithm.slice(2));
        if (length < bits / 8) continue;
        const token = await sign(lib, { algorithm, secret, expiresIn: "never", now }, GOOD);
        const header = { alg: algorithm, typ: "JWT" };
        equal(token, await forged({ secret, payload: GOOD, header, bits }));
      }
    }
  });

  define("a later change of the given bytes does not change the key", async () => {
    const secret = keyBytes(32);
    const options = { algorithm: "HS256", secret, now };
    const verifier = await lib.createVerifier(options);
    const token = await forged({ secret: keyBytes(32), payload: GOOD });
    secret.fill(0);
    equal((await verifier(token))["sub"], "ada");
  });

  for (const [algorithm, pair] of Object.entries(FITTING)) {
    define(
      `${algorithm} signatures of every form of private key are verified by Web Cryptography`,
      async () => {
        const key = await cryptoKey(algorithm, pair.privateJwk);
        const { privateJwk, pkcs8, traditional } = pair;
        const forms = [pkcs8, utf8(pkcs8), privateJwk, { ...privateJwk, alg: algorithm }, key];
        for (const privateKey of [...forms, traditional ?? pkcs8, `Bag\n  x: y\n${pkcs8}\n`]) {
          const token = await sign(
            lib,
            { algorithm, privateKey, now, expiresIn: 60 },
            { sub: "ada" },
          );
          check(
            await isValidSignature(algorithm, pair.publicJwk, token),
            "Web Cryptography refuses the signature",
          );
          equal(lib.decodeUnverified(token).header["alg"], algorithm);
        }
      },
    );

    define(
      `${algorithm} verifies signatures of Web Cryptography with every form of public key`,
      async () => {
        const token = await signed(algorithm, pair.privateJwk, GOOD);
        const flipped =
          token.slice(0, -12) + (token.at(-12) === "A" ? "B" : "A") + token.slice(-11);
        const key = await cryptoKey(algorithm, pair.publicJwk);
        const { publicJwk, spki, pkcs1, certificate } = pair;
        const forms = [spki, utf8(spki), spki.replaceAll("\n", ""), spki.replaceAll("\n", "\r\n")];
        const jwks = [publicJwk, { ...publicJwk, alg: algorithm, use: "sig", key_ops: ["verify"] }];
        for (const publicKey of [...forms, ...jwks, key, pkcs1 ?? spki, certificate ?? spki]) {
          const options = { algorithm, publicKey, now };
          equal((await verify(lib, options, token))["sub"], "ada");
          await throwsWith(() => verify(lib, options, flipped), { name: "BadSignatureError" });
        }
      },
    );

    define(`S8: ${algorithm} rejects a key of another kind or curve`, async () => {
      for (const [kind, other] of Object.entries(KINDS)) {
        if (other === pair) continue;
        for (const privateKey of [other.pkcs8, other.privateJwk]) {
          const options = { algorithm, privateKey, now, expiresIn: 60 };
          await throwsWith(() => lib.createSigner(options), UNUSABLE, kind);
        }
        for (const publicKey of [other.spki, other.publicJwk, other.certificate]) {
          await throwsWith(() => lib.createVerifier({ algorithm, publicKey, now }), UNUSABLE, kind);
        }
      }
      const unfit = [DSA, X25519, SECP256K1];
      for (const { pkcs8, spki } of unfit) {
        const options = { algorithm, privateKey: pkcs8, now, expiresIn: 60 };
        await throwsWith(() => lib.createSigner(options), UNUSABLE);
        await throwsWith(() => lib.createVerifier({ algorithm, publicKey: spki, now }), UNUSABLE);
      }
      for (const { privateJwk, publicJwk } of [SECP256K1, X25519]) {
        const options = { algorithm, privateKey: privateJwk, now, expiresIn: 60 };
        await throwsWith(() => lib.createSigner(options), UNUSABLE);
        await throwsWith(
          () => lib.createVerifier({ algorithm, publicKey: publicJwk, now }),
          UNUSABLE,
        );
      }
    });

    define(
      `${algorithm} rejects a public key for signing and a private key for verifying`,
      async () => {
        for (const privateKey of [pair.spki, pair.publicJwk, pair.certificate]) {
          const options = { algorithm, privateKey, now, expiresIn: 60 };
          await throwsWith(() => lib.createSigner(options), UNUSABLE);
        }
        for (const publicKey of [pair.pkcs8, pair.privateJwk, pair.traditional ?? pair.pkcs8]) {
          await throwsWith(() => lib.createVerifier({ algorithm, publicKey, now }), UNUSABLE);
        }
        const signing = await cryptoKey(algorithm, pair.privateJwk);
        const proving = await cryptoKey(algorithm, pair.publicJwk);
        const verifier = { algorithm, publicKey: signing, now };
        await throwsWith(() => lib.createVerifier(verifier), UNUSABLE);
        const signer = { algorithm, privateKey: proving, now, expiresIn: 60 };
        await throwsWith(() => lib.createSigner(signer), UNUSABLE);
      },
    );

    define(`33: a JWK whose members name another use than ${algorithm} is refused`, async () => {
      const other = algorithm === "RS256" ? "PS256" : "RS256";
      for (const says of [
        { alg: other },
        { alg: "none" },
        { use: "enc" },
        { use: 1 },
        { key_ops: ["encrypt"] },
        { key_ops: [] },
        { key_ops: "sign verify" },
      ]) {
        const privateKey = { ...pair.privateJwk, ...says };
        await throwsWith(() => lib.createSigner({ algorithm, privateKey, expiresIn: 1 }), UNUSABLE);
        const publicKey = { ...pair.publicJwk, ...says };
        await throwsWith(() => lib.createVerifier({ algorithm, publicKey }), UNUSABLE);
      }
      const publicKey = { ...pair.publicJwk, key_ops: ["sign"] };
      await throwsWith(() => lib.createVerifier({ algorithm, publicKey }), UNUSABLE);
      const privateKey = { ...pair.privateJwk, key_ops: ["verify"] };
      await throwsWith(() => lib.createSigner({ algorithm, privateKey, expiresIn: 1 }), UNUSABLE);
    });

    define(
      `33: a verifier of ${algorithm} refuses a token of another algorithm of the same key`,
      async () => {
        const options = { algorithm, publicKey: pair.spki, now };
        for (const [other, its] of Object.entries(FITTING)) {
          if (other === algorithm) continue;
          const token = await signed(other, its.privateJwk, GOOD);
          await throwsWith(() => verify(lib, options, token), { code: "token-malformed" }, other);
          const lying = await signed(other, its.privateJwk, GOOD, { alg: algorithm, typ: "JWT" });
          await throwsWith(() => verify(lib, options, lying), { name: "BadSignatureError" }, other);
        }
      },
    );
  }

  for (const [algorithm, pair] of Object.entries(FITTING)) {
    define(`a signature of ${algorithm} in another encoding or length is refused`, async () => {
      const token = await signed(algorithm, pair.privateJwk, GOOD);
      const start = token.lastIndexOf(".") + 1;
      const bytes = bytesOf(token.slice(start));
      const half = bytes.length / 2;
      const zeros = (length: number) => new Uint8Array(length);
      const verifier = await lib.createVerifier({ algorithm, publicKey: pair.publicJwk, now });
      equal((await verifier(token))["sub"], "ada");
      for (const other of [
        ...[
          bytes.slice(1),
          bytes.slice(0, -1),
          Uint8Array.of(...bytes, 0),
          Uint8Array.of(0, ...bytes),
        ],
        ...[zeros(1), zeros(half), zeros(bytes.length), zeros(bytes.length).fill(255), zeros(300)],
        Uint8Array.of(0, ...bytes.slice(0, half), 0, ...bytes.slice(half)),
        Uint8Array.of(...bytes.slice(half), ...bytes.slice(0, half)),
        der(bytes.slice(0, half), bytes.slice(half)),
      ]) {
        const run = () => verifier(token.slice(0, start) + base64url(other));
        await throwsWith(run, { name: "BadSignatureError" }, `${other.length} bytes`);
      }
    });
  }

  define(
    "an RSA key with an exponent that makes every text its own signature is refused",
    async () => {
      for (const e of ["AQ", "AA", "AAE", "Ag"]) {
        const publicKey = { ...RSA.publicJwk, e };
        for (const algorithm of ["RS256", "PS256"]) {
          await throwsWith(() => lib.createVerifier({ algorithm, publicKey, now }), UNUSABLE, e);
        }
      }
    },
  );

  define("S8: a CryptoKey that is bound to another use is refused", async () => {
    const bound = await cryptoKey("RS256", RSA.publicJwk);
    for (const algorithm of ["RS384", "RS512", "PS256", "ES256", "EdDSA"]) {
      await throwsWith(() => lib.createVerifier({ algorithm, publicKey: bound, now }), UNUSABLE);
    }
    const hs256 = { name: "HMAC", hash: "SHA-256" };
    const bytes = keyBytes(64);
    const secret = await crypto.subtle.importKey("raw", bytes, hs256, true, ["sign", "verify"]);
    await throwsWith(() => lib.createVerifier({ algorithm: "HS512", secret, now }), UNUSABLE);
    const aes = await crypto.subtle.importKey("raw", keyBytes(32), "AES-GCM", true, ["encrypt"]);
    await throwsWith(() => lib.createVerifier({ algorithm: "HS256", secret: aes, now }), UNUSABLE);
    const hmac = await crypto.subtle.importKey("raw", keyBytes(32), hs256, true, ["sign"]);
    await throwsWith(() => lib.createSealer({ secret: hmac, expiresIn: 60, now }), UNUSABLE);
  });

  define("a CryptoKey without the verify usage is refused", async () => {
    const scheme = { name: "ECDSA", namedCurve: "P-256" };
    const { publicJwk } = P256;
    const publicKey = await crypto.subtle.importKey("jwk", { ...publicJwk }, scheme, true, []);
    const options = { algorithm: "ES256", publicKey, now };
    await throwsWith(() => lib.createVerifier(options), UNUSABLE);
  });

  define("S8: an RSA-PSS key works only with the algorithm of its parameters", async () => {
    const options = { algorithm: "PS256", privateKey: PSS_256.pkcs8, now, expiresIn: 60 };
    const token = await sign(lib, options, { sub: "ada" });
    const proving = { algorithm: "PS256", publicKey: PSS_256.spki, now };
    equal((await verify(lib, proving, token))["sub"], "ada");
    for (const algorithm of ["PS384", "PS512", "RS256"]) {
      await throwsWith(() => lib.createSigner({ ...options, algorithm }), UNUSABLE);
      await throwsWith(() => lib.createVerifier({ ...proving, algorithm }), UNUSABLE);
    }
  });

  define("S9: an RSA key of fewer than 2048 bits neither signs nor verifies", async () => {
    for (const algorithm of ["RS256", "RS512", "PS256", "PS384"]) {
      const key = await cryptoKey(algorithm, RSA_1024.privateJwk).catch(() => RSA_1024.pkcs8);
      for (const privateKey of [RSA_1024.pkcs8, RSA_1024.privateJwk, key]) {
        const options = { algorithm, privateKey, now, expiresIn: 60 };
        await throwsWith(() => lib.createSigner(options), UNUSABLE);
      }
      for (const publicKey of [RSA_1024.spki, RSA_1024.publicJwk]) {
        await throwsWith(() => lib.createVerifier({ algorithm, publicKey, now }), UNUSABLE);
      }
      const jwks = { keys: [RSA_1024.publicJwk] };
      await throwsWith(() => lib.createVerifier({ algorithm, jwks, now }), UNUSABLE);
    }
    const pair = { algorithm: "RS256", privateKey: RSA_1024.pkcs8 };
    await throwsWith(() => lib.keyRing(pair), UNUSABLE);
  });

  define("an encrypted private key is refused with an error that says what to do", async () => {
    const legacy = `-----BEGIN RSA PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

AAAA
-----END RSA PRIVATE KEY-----`;
    for (const privateKey of [ENCRYPTED, utf8(ENCRYPTED), legacy]) {
      const options = { algorithm: "EdDSA", privateKey, now, expiresIn: 60 };
      const error = await throwsWith(() => lib.createSigner(options), UNUSABLE);
      check(error.message.includes("passphrase"), error.message);
    }
  });

  define("a key that cannot be read is refused with the library's own error", async () => {
    const { spki } = ED25519;
    const broken = [
      ...["", "x", "-----BEGIN PUBLIC KEY-----", spki.slice(0, -30), spki.replace("MC", "MD")],
      ...[spki.replace("PUBLIC", "PRIVATE"), spki.replaceAll("PUBLIC KEY", "CERTIFICATE")],
      ...[new Uint8Array(), keyBytes(44), { kty: "OKP" }, { kty: "OKP", crv: "Ed25519", x: "AA" }],
      ...[{ kty: "OKP", crv: "Ed25519", x: 1 }, { kty: "oct", k: "AAAA" }, { kty: "" }, {}, [], 7],
    ];
    for (const material of broken) {
      const verifier = { algorithm: "EdDSA", publicKey: material, now };
      await throwsWith(() => lib.createVerifier(verifier), UNUSABLE, JSON.stringify(material));
      const signer = { algorithm: "EdDSA", privateKey: material, now, expiresIn: 60 };
      await throwsWith(() => lib.createSigner(signer), UNUSABLE, JSON.stringify(material));
    }
  });
};
