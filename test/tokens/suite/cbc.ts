import type { Part } from "../library.ts";
import { check, deepEqual, equal, throwsWith } from "./assert.ts";
import { base64url, bytesOf, sealedCbc, sealedGcm, segment, taggedCbc } from "./forge.ts";
import { GOOD, keyBytes, now, open } from "./setting.ts";

const KEY = keyBytes(64);
const BAD = { name: "BadSignatureError", code: "token-bad-signature" };
const MALFORMED = { name: "MalformedTokenError", code: "token-malformed" };
const HEADER = { alg: "dir", enc: "A256CBC-HS512", typ: "JWT" };

/** Tests of A256CBC-HS512, which the library opens and never creates. */
export const cbc: Part = (define, lib) => {
  const options = { secret: KEY, encryption: "A256CBC-HS512", now };
  const opened = (token: unknown, more: object = {}) => open(lib, { ...options, ...more }, token);

  define("A256CBC-HS512 tokens of RFC 7518 are opened", async () => {
    for (const filler of ["", "x", "x".repeat(7), "x".repeat(16), "ü🔑".repeat(99)]) {
      const payload = { ...GOOD, filler };
      deepEqual(await opened(await sealedCbc({ key: KEY, payload })), payload);
    }
    const secret = { kty: "oct", k: segment(KEY), alg: "A256CBC-HS512" };
    await opened(await sealedCbc({ key: KEY, payload: GOOD }), { secret });
  });

  define("a key of A256CBC-HS512 has 64 bytes", async () => {
    for (const length of [0, 32, 48, 63, 65, 128]) {
      const more = { ...options, secret: keyBytes(length) };
      await throwsWith(() => lib.createOpener(more), { code: "key-unusable" }, String(length));
    }
  });

  define("a sealer never creates A256CBC-HS512 tokens", async () => {
    const sealer = { secret: KEY, expiresIn: 60 };
    await throwsWith(() => lib.createSealer(sealer), { code: "key-unusable" });
    const asked = { ...sealer, encryption: "A256CBC-HS512" };
    await throwsWith(() => lib.createSealer(asked), { code: "invalid-config" });
  });

  define(
    "S22 S25: a wrong tag, IV, padding or key gives the same error with the same message",
    async () => {
      const token = await sealedCbc({ key: KEY, payload: GOOD });
      const [header = "", , iv = "", text = "", tag = ""] = token.split(".");
      const zeros = (length: number) => new Uint8Array(length);
      const random = (length: number) => crypto.getRandomValues(zeros(length));
      const texts = [
        await sealedCbc({ key: keyBytes(64, 2), payload: GOOD }),
        // The two halves of the key are swapped.
        await sealedCbc({
          key: Uint8Array.of(...KEY.slice(32), ...KEY.slice(0, 32)),
          payload: GOOD,
        }),
        // The tag is correct, but the data has no padding or no whole blocks, or is not text.
        await taggedCbc(KEY, header, bytesOf(iv), random(32)),
        await taggedCbc(KEY, header, bytesOf(iv), random(31)),
        await taggedCbc(KEY, header, bytesOf(iv), zeros(0)),
        await taggedCbc(KEY, header, zeros(15), bytesOf(text)),
        await taggedCbc(KEY, header, zeros(17), bytesOf(text)),
        await taggedCbc(KEY, header, zeros(12), bytesOf(text)),
        await sealedCbc({ key: KEY, payload: Uint8Array.of(0xff, 0xfe) }),
        `${segment({ ...HEADER, kid: "x" })}..${iv}.${text}.${tag}`,
        ...[1, 16, 24, 31].map(
          (bytes) => `${header}..${iv}.${text}.${base64url(bytesOf(tag).slice(0, bytes))}`,
        ),
        `${header}..${iv}.${text}.${base64url(Uint8Array.of(...bytesOf(tag), 0))}`,
        `${header}..${iv}.${text}.${base64url(zeros(64))}`,
      ];
      for (const part of [iv, text, tag]) {
        for (let byte = 0; byte < bytesOf(part).length; byte += 5) {
          const bytes = bytesOf(part);
          bytes[byte] = (bytes[byte] ?? 0) ^ 1;
          const changed = [iv, text, tag].map((each) => (each === part ? base64url(bytes) : each));
          texts.push([header, "", ...changed].join("."));
        }
      }
      const messages = new Set<string>();
      for (const changed of texts) {
        const error = await throwsWith(() => opened(changed), BAD, changed);
        check(error.cause === undefined, "the error reveals its cause");
        messages.add(error.message);
      }
      equal(messages.size, 1, "the number of different messages");
    },
  );

  define("an opener accepts only the encryption of its options", async () => {
    const gcm = await sealedGcm({ key: KEY.slice(0, 32), payload: GOOD });
    await throwsWith(() => opened(gcm), MALFORMED);
    const own = await sealedCbc({ key: KEY, payload: GOOD });
    await throwsWith(() => open(lib, { secret: KEY.slice(0, 32), now }, own), MALFORMED);
    for (const enc of ["A256GCM", "A128CBC-HS256", "A192CBC-HS384", "a256cbc-hs512"]) {
      const lying = await sealedCbc({ key: KEY, payload: GOOD, header: { ...HEADER, enc } });
      await throwsWith(() => opened(lying), MALFORMED, enc);
    }
    for (const encryption of ["A128GCM", "", "A128CBC-HS256", null, undefined, 1, ["A256GCM"]]) {
      const asked = { ...options, encryption };
      await throwsWith(() => lib.createOpener(asked), { code: "invalid-config" });
    }
  });
};
