import type { Part, TokenLibrary } from "../library.ts";
import { equal, errorOf, throwsWith } from "./assert.ts";
import { base64url, bytesOf, forged, segment, utf8 } from "./forge.ts";
import { ED25519, P256, P384, P521, RSA } from "./keys.ts";
import { GOOD, now, verify } from "./setting.ts";

const PAIRS = { RSA, P256, P384, P521, ED25519 };
const UNUSABLE = { name: "TokenKeyError", code: "key-unusable" };
const INVALID = { name: "SignetError", code: "invalid-config" };
const HMAC = { name: "HMAC", hash: "SHA-256" };

type Bytes = Uint8Array<ArrayBuffer>;

const armourless = (pem: string) => pem.replace(/-----[^-]+-----\s*/g, "");
const derOf = (pem: string): Bytes =>
  bytesOf(armourless(pem).replace(/\s/g, "").replace(/=+$/, ""));

function base64(bytes: Uint8Array): string {
  const url = base64url(bytes).replaceAll("-", "+").replaceAll("_", "/");
  return url.padEnd(Math.ceil(url.length / 4) * 4, "=");
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Encodings in which a configuration, a variable or a file may hold bytes. */
const ENCODINGS: readonly ((bytes: Uint8Array) => string)[] = [
  base64,
  base64url,
  hex,
  (bytes) => hex(bytes).toUpperCase(),
  (bytes) => base64(bytes).replace(/.{64}/g, "$&\r\n"),
  (bytes) => base64(bytes).replace(/.{64}/g, "$&\\n"),
  (bytes) => base64(utf8(base64(bytes))),
  (bytes) => base64(utf8(hex(bytes))),
  (bytes) => hex(utf8(base64(bytes))),
  (bytes) => JSON.stringify({ key: base64(bytes) }),
];

const SSH = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO2zv7KO/X76o+Cv8jEHGCBvO7FOCLABYDkGHC9oWTc3 ada@example.com",
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDHYV76F8RNlthB3zP9Ee1Q0BZDj3VAesgwXlMGBp3h4+30JngQF1HWnjPFtwpYON",
  "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBDPPJYtojxiLvJISQUdVX9MFgJl95Pz+",
  "AAAAC3NzaC1lZDI1NTE5AAAAIO2zv7KO/X76o+Cv8jEHGCBvO7FOCLABYDkGHC9oWTc3",
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64(utf8("openssh-key-v1\0\0\0\0\u0004none and the rest of it"))}`,
];

/** Every key pair in the forms in which it may be stored and read as bytes. */
function keys(): readonly Bytes[] {
  const pairs = Object.values(PAIRS).flatMap((pair) => {
    const { spki, pkcs1, certificate, pkcs8, traditional, publicJwk, privateJwk } = pair;
    const pems = [spki, pkcs1, certificate, pkcs8, traditional].filter((pem) => pem !== null);
    const texts = [publicJwk, { keys: [privateJwk] }].map((value) => JSON.stringify(value));
    return [...pems.flatMap((pem) => [utf8(pem), derOf(pem)]), ...texts.map(utf8)];
  });
  return [...pairs, ...SSH.map(utf8)];
}

/** Checks that a value is refused as a secret in every option that takes one. */
async function refusedAs(lib: TokenLibrary, secret: string | Bytes, what: string): Promise<void> {
  const hmac = { algorithm: "HS256", secret };
  await throwsWith(() => lib.createVerifier(hmac), UNUSABLE, what);
  await throwsWith(() => lib.createSigner({ ...hmac, expiresIn: 60 }), UNUSABLE, what);
  if (typeof secret === "string") await throwsWith(() => lib.keyRing(secret), INVALID, what);
  const jwk = { kty: "oct", k: segment(secret) };
  await throwsWith(() => lib.createVerifier({ ...hmac, secret: jwk }), UNUSABLE, what);
}

/** Tests of key pairs given as a secret, in any encoding. */
export const disguise: Part = (define, lib) => {
  define(
    "S1 S3 S4: the bytes of a key pair in DER, PEM, JWK or SSH are refused as a secret",
    async () => {
      for (const key of keys()) await refusedAs(lib, key, hex(key.subarray(0, 16)));
    },
  );

  define(
    "S1 S3 S4: a key pair in one or several layers of base64 or hexadecimal is refused as a secret",
    async () => {
      for (const key of keys()) {
        for (const encode of ENCODINGS) {
          const text = encode(key);
          await refusedAs(lib, text, text.slice(0, 60));
          await throwsWith(
            () => lib.createVerifier({ algorithm: "HS256", secret: utf8(text) }),
            UNUSABLE,
          );
        }
      }
    },
  );

  define("S3: PEM without its first and last line is refused as a secret", async () => {
    for (const { spki, pkcs1, pkcs8, traditional } of Object.values(PAIRS)) {
      for (const pem of [spki, pkcs1, pkcs8, traditional]) {
        if (pem === null) continue;
        const body = armourless(pem);
        for (const text of [body, `KEY=${body}`, body.replaceAll("\n", "\\n"), ` ${body}`]) {
          await refusedAs(lib, text, text.slice(0, 60));
        }
      }
    }
  });

  define(
    "S1 S4: a secret CryptoKey that holds a key pair is refused when it is extractable",
    async () => {
      for (const key of [utf8(RSA.spki), derOf(P256.spki), utf8(base64(utf8(P256.spki)))]) {
        const usages: ("sign" | "verify")[] = ["sign", "verify"];
        const secret = await crypto.subtle.importKey("raw", key, HMAC, true, usages);
        await throwsWith(() => lib.createVerifier({ algorithm: "HS256", secret }), UNUSABLE);
      }
    },
  );

  define(
    "S4: the text of an oct JWK is refused as a secret, but the object is accepted",
    async () => {
      const jwk = { kty: "oct", k: base64url(crypto.getRandomValues(new Uint8Array(32))) };
      const text = JSON.stringify(jwk);
      for (const secret of [text, ` ${text}\n`, utf8(text)]) {
        await throwsWith(() => lib.createVerifier({ algorithm: "HS256", secret }), UNUSABLE);
      }
      await lib.createVerifier({ algorithm: "HS256", secret: jwk });
    },
  );

  define("O1: random secrets of 32 to 4096 bytes are accepted in every alphabet", async () => {
    const printable = (bytes: Uint8Array) =>
      String.fromCharCode(...bytes.map((byte) => 32 + (byte % 95)));
    const alphabets = [...ENCODINGS, printable];
    for (const length of [32, 33, 47, 48, 64, 65, 128, 257, 1_024, 4_096]) {
      const bytes = crypto.getRandomValues(new Uint8Array(length));
      for (const secret of [bytes, ...alphabets.map((encode) => encode(bytes))]) {
        const token = await forged({ secret, payload: GOOD });
        const what = typeof secret === "string" ? secret : hex(secret);
        equal(
          await errorOf(() => verify(lib, { algorithm: "HS256", secret, now }, token)),
          null,
          what,
        );
        if (typeof secret === "string") equal(await errorOf(() => lib.keyRing(secret)), null, what);
      }
    }
  });
};
