import type { Part } from "../library.ts";
import { equal, throwsWith } from "./assert.ts";
import { base64url, forged, forgedText, hmac, segment } from "./forge.ts";
import { GOOD, HS256, NOW, rules, SECRET, seal, tokenWith, verify } from "./setting.ts";

const MALFORMED = { name: "MalformedTokenError", code: "token-malformed" };
const HEADER = segment({ alg: "HS256", typ: "JWT" });
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Tests of the encoding of signed tokens. */
export const form: Part = (define, lib) => {
  const refused = (token: unknown, more?: object) =>
    throwsWith(() => verify(lib, rules(more), token), MALFORMED, String(token).slice(0, 60));

  define(
    "S21 39: an invalid character in any segment is refused, even with a valid signature",
    async () => {
      const payload = segment(GOOD);
      const strange = [
        ..." \t\n\r\u0000=+/.,;:%~\"'\\\u00e9\u2028\ufeff\u200b",
        "\ud800",
        "Ａ",
        "ſ",
        "\u212a",
      ];
      for (const character of strange) {
        for (const input of [
          `${character}${HEADER}.${payload}`,
          `${HEADER}${character}.${payload}`,
          `${HEADER}.${character}${payload}`,
          `${HEADER}.${payload.slice(0, 9)}${character}${payload.slice(9)}`,
          `${HEADER}.${payload}${character}`,
        ]) {
          await refused(await forgedText(input, SECRET));
        }
        const token = await tokenWith({});
        await refused(`${token}${character}`);
        await refused(`${character}${token}`);
        await refused(`${token.slice(0, -5)}${character}${token.slice(-5)}`);
      }
    },
  );

  define(
    "S21: every character up to U+02FF outside the base64url alphabet is refused in a payload",
    async () => {
      const verifier = await lib.createVerifier(HS256);
      const whole = segment({ ...GOOD, x: "xx" });
      for (let code = 0; code < 0x300; code++) {
        const character = String.fromCharCode(code);
        const input = `${HEADER}.${whole.slice(0, -2)}${character}${whole.slice(-1)}`;
        const token = await forgedText(input, SECRET);
        // Characters of the alphabet are skipped, because most of them break the JSON.
        if (!ALPHABET.includes(character)) {
          await throwsWith(() => verifier(token), MALFORMED, `U+${code.toString(16)}`);
        }
      }
    },
  );

  define(
    "O5: bits set after the last byte of any segment are refused, even with a valid signature",
    async () => {
      /** All values of the bits after the last byte. */
      const others = (text: string) => {
        const spare = { 0: 1, 2: 16, 3: 4 }[text.length % 4] ?? 1;
        const last = ALPHABET.indexOf(text.slice(-1));
        const set = Array.from({ length: spare - 1 }, (_, at) => last + at + 1);
        return set.map((value) => text.slice(0, -1) + ALPHABET[value]);
      };
      let tried = 0;
      // Segments of every length modulo 3. Those of whole groups have no such bits.
      for (const filler of ["", "x", "xx"]) {
        const payload = segment({ ...GOOD, filler });
        const header = segment({ alg: "HS256", typ: "JWT", filler });
        for (const input of [
          ...others(payload).map((other) => `${HEADER}.${other}`),
          ...others(header).map((other) => `${other}.${payload}`),
        ]) {
          tried++;
          await refused(await forgedText(input, SECRET));
        }
      }
      equal(tried, 2 * (15 + 3), "how many were tried");
      const token = await tokenWith({});
      const start = token.lastIndexOf(".") + 1;
      equal(token.length - start, 43, "characters of a signature");
      for (const other of others(token.slice(start))) await refused(token.slice(0, start) + other);
    },
  );

  define(
    "O5: every token has exactly one encoding: no other last character of a segment is accepted",
    async () => {
      const token = await tokenWith({});
      const verifier = await lib.createVerifier(HS256);
      for (const character of ALPHABET) {
        const other = token.slice(0, -1) + character;
        if (other === token) await verifier(other);
        else await throwsWith(() => verifier(other), {}, other);
      }
    },
  );

  define("O5: a segment with an impossible length in base64url is refused", async () => {
    const payload = segment(GOOD);
    for (const text of [`${payload}A`, `${payload}AA`, `${payload}AAA`]) {
      if (text.length % 4 === 1) await refused(await forgedText(`${HEADER}.${text}`, SECRET));
    }
    for (const text of ["A", "AAAAA"]) {
      await refused(await forgedText(`${text}.${payload}`, SECRET));
      await refused(await forgedText(`${HEADER}.${text}`, SECRET));
      await refused(`${HEADER}.${payload}.${text}`);
    }
  });

  define("a signed token without exactly three non-empty segments is refused", async () => {
    const token = await tokenWith({});
    const [header = "", payload = "", signature = ""] = token.split(".");
    for (const text of [
      ...["", ".", "..", "...", "....", ".....", header, `${header}.`, `${header}.${payload}`],
      ...[`.${payload}.${signature}`, `${header}..${signature}`, `${header}.${payload}.`],
      ...[`${token}.`, `.${token}`, `${token}.${signature}`, `${token}..`, `${token}.${token}`],
      ...[`${header}...${signature}`, `${header}.${payload}..${signature}`],
      ...[`${token}\n${token}`, JSON.stringify(token), `Bearer ${token}`],
    ]) {
      await refused(text);
    }
  });

  define("the JSON forms of JWS are refused", async () => {
    const [header = "", payload = "", signature = ""] = (await tokenWith({})).split(".");
    const flat = { payload, protected: header, signature };
    await refused(JSON.stringify(flat));
    await refused(flat);
    await refused(JSON.stringify({ payload, signatures: [{ protected: header, signature }] }));
  });

  define("41: a verifier refuses a sealed token with any header", async () => {
    const secret = new TextEncoder().encode(SECRET.slice(0, 32));
    await refused(await seal(lib, { secret, now: () => NOW, expiresIn: 60 }, {}));
    const forgery = (made: object) => forged({ secret: SECRET, payload: GOOD, header: made });
    await refused(await forgery({ alg: "HS256", typ: "JWT", enc: "A256GCM" }));
    await refused(await forgery({ alg: "dir", typ: "JWT", enc: "A256GCM" }));
    await refused(await forgery({ alg: "HS256", typ: "JWT", enc: 1 }));
    await refused(await forgery({ alg: "HS256", typ: "JWT", enc: "" }));
  });

  define(
    "a token longer than maxLength is refused without decoding, and one of that length is accepted",
    async () => {
      const token = await tokenWith({ filler: "x".repeat(100) });
      await verify(lib, rules({ maxLength: token.length }), token);
      const error = await throwsWith(
        () => verify(lib, rules({ maxLength: token.length - 1 }), token),
        MALFORMED,
      );
      equal(error.message.includes("maxLength"), true, "the message names the option");
    },
  );

  define("the default of maxLength is 16384 characters", async () => {
    const exact = async (length: number) => {
      const base = (await tokenWith({ filler: "" })).length;
      for (let size = Math.floor(((length - base) * 3) / 4) - 2; ; size++) {
        const token = await tokenWith({ filler: "x".repeat(size) });
        if (token.length >= length) return token;
      }
    };
    const good = await exact(16_384);
    equal(good.length, 16_384);
    await verify(lib, HS256, good);
    await refused(await exact(16_385));
    await verify(lib, rules({ maxLength: 20_000 }), await exact(16_385));
  });

  define("megabytes of any text are refused within milliseconds", async () => {
    const many = 4_000_000;
    const start = Date.now();
    for (const part of [".", "a", "a.", "=", "{", "\u0000", "e30."]) {
      await refused(part.repeat(many / part.length));
    }
    equal(Date.now() - start < 500, true, "they were read");
  });

  define(
    "deeply nested JSON causes no stack overflow, and incomplete JSON is refused",
    async () => {
      const deep = `${"[".repeat(5_500)}${"]".repeat(5_500)}`;
      const payload = `{"exp":9000000000,"deep":${deep}}`;
      const token = await forged({ secret: SECRET, payload });
      equal((await verify(lib, rules({ maxLength: 99_999 }), token))["exp"], 9_000_000_000);
      const open = await forged({ secret: SECRET, payload: `{"a":${"[".repeat(5_500)}` });
      await refused(open);
      const header = `{"alg":"HS256","typ":"JWT","deep":${deep}}`;
      await verify(
        lib,
        rules({ maxLength: 99_999 }),
        await forged({ secret: SECRET, payload: GOOD, header }),
      );
    },
  );

  define("a signature of another length, or with any bit flipped, is refused", async () => {
    const token = await tokenWith({});
    const input = token.slice(0, token.lastIndexOf("."));
    const mac = await hmac(SECRET, input);
    const verifier = await lib.createVerifier(HS256);
    const bad = { name: "BadSignatureError", code: "token-bad-signature" };
    await verifier(`${input}.${base64url(mac)}`);
    for (const length of [1, 3, 16, 31, 33, 48, 64, 300]) {
      const other = new Uint8Array(length);
      other.set(mac.subarray(0, length));
      await throwsWith(() => verifier(`${input}.${base64url(other)}`), bad, String(length));
    }
    for (let bit = 0; bit < 256; bit++) {
      const flipped = mac.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await throwsWith(() => verifier(`${input}.${base64url(flipped)}`), bad, `bit ${bit}`);
    }
  });
};
