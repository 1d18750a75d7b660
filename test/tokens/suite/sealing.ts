import type { Part } from "../library.ts";
import { check, deepEqual, equal, throwsWith } from "./assert.ts";
import { base64url, bytesOf, forged, parsed, sealedGcm, segment, utf8 } from "./forge.ts";
import { GOOD, keyBytes, NOW, now, open, SECOND, SECRET, seal } from "./setting.ts";

const KEY = keyBytes(32);
const OTHER = keyBytes(32, 9);
const BAD = { name: "BadSignatureError", code: "token-bad-signature" };
const MALFORMED = { name: "MalformedTokenError", code: "token-malformed" };
const HEADER = { alg: "dir", enc: "A256GCM", typ: "JWT" };

/** Tests of sealed tokens. */
export const sealing: Part = (define, lib) => {
  const options = { secret: KEY, now };
  const made = (claims: unknown = { sub: "ada" }, more: object = {}) =>
    seal(lib, { ...options, expiresIn: 60, ...more }, claims);
  const opened = (token: unknown, more: object = {}) => open(lib, { ...options, ...more }, token);

  define("a sealed token can be opened, and its text reveals no claim", async () => {
    const token = await made({ sub: "ada", secret: "s3cr3t" });
    deepEqual(await opened(token), { sub: "ada", secret: "s3cr3t", iat: SECOND, exp: SECOND + 60 });
    const [header = "", wrapped, iv = "", text = "", tag = ""] = token.split(".");
    deepEqual(parsed(header), HEADER);
    deepEqual([wrapped, bytesOf(iv).length, bytesOf(tag).length], ["", 12, 16]);
    const readable = new TextDecoder().decode(bytesOf(text));
    check(!readable.includes("ada") && !readable.includes("s3cr3t"), "it can be read");
    equal(token.split(".").length, 5);
  });

  define("every sealed token has a different IV", async () => {
    const sealer = await lib.createSealer({ ...options, expiresIn: 60 });
    const ivs = new Set<string>();
    for (let n = 0; n < 200; n++) ivs.add((await sealer({})).split(".")[2] ?? "");
    equal(ivs.size, 200);
  });

  define("an AES-256-GCM token of RFC 7518 that Web Cryptography made is opened", async () => {
    deepEqual(await opened(await sealedGcm({ key: KEY, payload: GOOD })), GOOD);
    const text = "schlüssel 🔑 \u0000";
    const token = await sealedGcm({ key: KEY, payload: { ...GOOD, text } });
    equal((await opened(token))["text"], text);
  });

  define("a sealing key is bytes, an oct JWK or a CryptoKey, and has 32 bytes", async () => {
    const token = await sealedGcm({ key: KEY, payload: GOOD });
    const gcm = await crypto.subtle.importKey("raw", KEY, "AES-GCM", true, ["encrypt", "decrypt"]);
    const k = segment(KEY);
    for (const secret of [
      ...[KEY, { kty: "oct", k }, { kty: "oct", k, alg: "dir" }, { kty: "oct", k, alg: "A256GCM" }],
      gcm,
    ]) {
      deepEqual(await open(lib, { secret, now }, token), GOOD);
      const own = await seal(lib, { secret, now, expiresIn: 60 }, {});
      await opened(own);
    }
    const unusable = { name: "TokenKeyError", code: "key-unusable" };
    for (const length of [0, 16, 24, 31, 33, 64]) {
      const secret = keyBytes(length);
      await throwsWith(() => lib.createSealer({ secret, expiresIn: 1 }), unusable, String(length));
      await throwsWith(() => lib.createOpener({ secret }), unusable, String(length));
      const jwk = { kty: "oct", k: segment(secret) };
      await throwsWith(() => lib.createOpener({ secret: jwk }), unusable, String(length));
    }
    const short = await crypto.subtle.importKey("raw", keyBytes(16), "AES-GCM", true, ["decrypt"]);
    await throwsWith(() => lib.createOpener({ secret: short }), unusable);
    const other = { kty: "oct", k, alg: "HS256" };
    await throwsWith(() => lib.createOpener({ secret: other }), unusable);
    await throwsWith(() => lib.createSealer({ secret: other, expiresIn: 60 }), unusable);
  });

  define(
    "S22: every failure of decryption gives the same error with the same message",
    async () => {
      const token = await made();
      const [header = "", , iv = "", text = "", tag = ""] = token.split(".");
      const flip = (encoded: string, bit: number) => {
        const bytes = bytesOf(encoded);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return base64url(bytes);
      };
      const zeros = (bytes: number) => base64url(new Uint8Array(bytes));
      const texts = [
        await sealedGcm({ key: OTHER, payload: GOOD }),
        await sealedGcm({ key: KEY, payload: GOOD, iv: new Uint8Array(16).fill(1) }),
        await sealedGcm({ key: KEY, payload: Uint8Array.of(0xff, 0xfe) }),
        `${segment({ ...HEADER, kid: "x" })}..${iv}.${text}.${tag}`,
        ...[1, 8, 11, 13, 16].map((bytes) => `${header}..${zeros(bytes)}.${text}.${tag}`),
        ...[1, 4, 8, 12, 13, 14, 15].map(
          (bytes) => `${header}..${iv}.${text}.${base64url(bytesOf(tag).slice(0, bytes))}`,
        ),
        `${header}..${iv}.${text}.${base64url(Uint8Array.of(...bytesOf(tag), 0))}`,
        `${header}..${iv}..${tag}`,
        `${header}..${iv}.${base64url(bytesOf(text).slice(1))}.${tag}`,
        `${header}..${iv}.${base64url(Uint8Array.of(...bytesOf(text), 0))}.${tag}`,
      ];
      for (const bit of [0, 7, 50, 95]) texts.push(`${header}..${flip(iv, bit)}.${text}.${tag}`);
      for (const bit of [0, 9, 77]) texts.push(`${header}..${iv}.${flip(text, bit)}.${tag}`);
      for (const bit of [0, 63, 127]) texts.push(`${header}..${iv}.${text}.${flip(tag, bit)}`);
      const messages = new Set<string>();
      for (const changed of texts) {
        const error = await throwsWith(() => opened(changed), BAD, changed);
        check(error.cause === undefined, "the error reveals its cause");
        messages.add(error.message);
      }
      equal(messages.size, 1, "the number of different messages");
    },
  );

  define(
    "S23 40: tokens with password-based keys are refused at once, without p2c iterations",
    async () => {
      const start = Date.now();
      for (const alg of ["PBES2-HS256+A128KW", "PBES2-HS512+A256KW"]) {
        for (const p2c of [2 ** 31, 1e15, -1, 0]) {
          const [, ...rest] = (await made()).split(".");
          const header = segment({ alg, enc: "A256GCM", typ: "JWT", p2c, p2s: "AAAA" });
          const token = [header, ...rest].join(".");
          await throwsWith(() => opened(token), MALFORMED);
          await throwsWith(() => opened(token.replace("..", ".AAAAAAAA.")), MALFORMED);
        }
      }
      check(Date.now() - start < 200, "it took its time");
    },
  );

  define("a sealed token with a wrapped key is refused", async () => {
    for (const alg of ["A256KW", "RSA-OAEP", "ECDH-ES", "A256GCMKW", "RSA1_5", "Dir", "none", ""]) {
      const token = await sealedGcm({ key: KEY, payload: GOOD, header: { ...HEADER, alg } });
      await throwsWith(() => opened(token), MALFORMED, alg);
    }
    const [header, , ...rest] = (await made()).split(".");
    await throwsWith(() => opened([header, "AAAA", ...rest].join(".")), MALFORMED);
  });

  define("an enc that is not exactly that of the opener is refused", async () => {
    for (const enc of ["A128GCM", "A256CBC-HS512", "a256gcm", "A256GCM ", "", null, 1]) {
      const token = await sealedGcm({ key: KEY, payload: GOOD, header: { ...HEADER, enc } });
      await throwsWith(() => opened(token), MALFORMED, String(enc));
    }
    const none = await sealedGcm({ key: KEY, payload: GOOD, header: { alg: "dir", typ: "JWT" } });
    await throwsWith(() => opened(none), MALFORMED);
  });

  define("S24 40: a compressed token is refused before any decompression", async () => {
    for (const zip of ["DEF", "def", "", true]) {
      const token = await sealedGcm({ key: KEY, payload: GOOD, header: { ...HEADER, zip } });
      await throwsWith(() => opened(token), MALFORMED);
    }
  });

  define("O3: crit and b64 are refused in sealed tokens as in signed ones", async () => {
    for (const more of [{ crit: ["exp"], exp: 1 }, { crit: [] }, { b64: false }]) {
      const token = await sealedGcm({ key: KEY, payload: GOOD, header: { ...HEADER, ...more } });
      await throwsWith(() => opened(token), MALFORMED);
    }
  });

  define("41: an opener refuses a signed token", async () => {
    for (const header of [HEADER, { alg: "HS256", typ: "JWT" }]) {
      const token = await forged({ secret: SECRET, payload: GOOD, header });
      await throwsWith(() => opened(token), MALFORMED);
    }
  });

  define("37: a sealed token of another type is refused", async () => {
    const token = await made({}, { typ: "cookie+jwt" });
    await throwsWith(() => opened(token), MALFORMED);
    await opened(token, { typ: "cookie+jwt" });
    await opened(token, { typ: false });
  });

  define("claims of sealed tokens are checked like those of signed tokens", async () => {
    const claim = (name: string) => ({ name: "TokenClaimError", claim: name });
    const token = await made({ sub: "ada" }, { issuer: "i", audience: "a" });
    await opened(token, { issuer: "i", audience: "a", subject: "ada", maxAge: 60 });
    await throwsWith(() => opened(token, { issuer: "x" }), claim("iss"));
    await throwsWith(() => opened(token, { audience: "x" }), claim("aud"));
    await throwsWith(() => opened(token, { jwtid: "x" }), claim("jti"));
    await throwsWith(() => opened(token, { now: () => NOW + 60_000 }), { code: "token-expired" });
    await throwsWith(() => opened(token, { now: () => NOW - 1 }), claim("iat"));
    const endless = await sealedGcm({ key: KEY, payload: { sub: "ada" } });
    await throwsWith(() => opened(endless), claim("exp"));
    for (const payload of ["[]", "null", "1", '"x"', "", "{"]) {
      const strange = await sealedGcm({ key: KEY, payload });
      await throwsWith(() => opened(strange), MALFORMED, payload);
    }
    const list = await sealedGcm({ key: KEY, payload: { ...GOOD, sub: ["ada"] } });
    await throwsWith(() => opened(list), claim("sub"));
  });

  define("32: no claim of a sealed token is checked before its tag is verified", async () => {
    const payload = { exp: 1, aud: 1 };
    await throwsWith(async () => opened(await sealedGcm({ key: OTHER, payload })), BAD);
  });

  define("a sealer refuses the claims that a signer refuses", async () => {
    await throwsWith(() => made([]), { code: "invalid-input" });
    await throwsWith(() => made({ exp: 1 }), { code: "token-claim", claim: "exp" });
    await throwsWith(() => seal(lib, options, {}), { code: "token-claim", claim: "exp" });
    await throwsWith(() => made({ sub: 1 }), { code: "token-claim", claim: "sub" });
  });

  define("a sealer writes the kid of its options", async () => {
    const token = await made({}, { kid: "schlüssel" });
    equal(lib.decodeUnverified(token).header["kid"], "schlüssel");
    await opened(token);
  });

  define("an opener refuses a malformed token", async () => {
    const token = await made();
    const [header = "", , iv = "", text = "", tag = ""] = token.split(".");
    for (const strange of [
      ...["", ".", "....", ".....", token.slice(0, -1).replace(/.$/, ""), `${token}.`, `.${token}`],
      ...[`..${iv}.${text}.${tag}`, `${header}...${text}.${tag}`, `${header}..${iv}.${text}.`],
      ...[`${header}..${iv}.${text}`, `${token} `, ` ${token}`, `${token}=`, `${token}\n`],
      ...[`${header}..${iv}.${text}=.${tag}`, `${header}. .${iv}.${text}.${tag}`],
      ...[null, undefined, 1, {}, [token], new String(token), utf8(token)],
    ]) {
      const error = await throwsWith(() => opened(strange), {}, String(strange));
      check(["token-malformed", "token-bad-signature"].includes(error.code ?? ""), error.message);
    }
    for (const at of [0, 2, 3, 4]) {
      const parts = token.split(".");
      parts[at] = `${parts[at]}=`;
      await throwsWith(() => opened(parts.join(".")), MALFORMED);
    }
    await throwsWith(() => opened("a".repeat(16_385)), MALFORMED);
    await throwsWith(() => opened(token, { maxLength: token.length - 1 }), MALFORMED);
    await opened(token, { maxLength: token.length });
  });

  define(
    "O5: bits set after the last byte of any segment of a sealed token are refused",
    async () => {
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      const token = await made({ filler: "xx" });
      const parts = token.split(".");
      let tried = 0;
      for (const at of [0, 2, 3, 4]) {
        const part = parts[at] ?? "";
        if (part.length % 4 === 0) continue;
        tried++;
        const next = alphabet[alphabet.indexOf(part.slice(-1)) + 1];
        const changed = parts.with(at, part.slice(0, -1) + next).join(".");
        await throwsWith(() => opened(changed), MALFORMED);
      }
      check(tried >= 1, "nothing was tried");
    },
  );
};
