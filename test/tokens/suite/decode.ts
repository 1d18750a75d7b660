import type { Part } from "../library.ts";
import { check, deepEqual, equal, throwsWith } from "./assert.ts";
import { forged, segment } from "./forge.ts";
import { GOOD, keyBytes, OTHER_SECRET, seal, tokenWith } from "./setting.ts";

const MALFORMED = { name: "MalformedTokenError", code: "token-malformed" };
const MARK = { "~unverified": true };

/** Tests of decodeUnverified(). */
export const decode: Part = (define, lib) => {
  define("decodeUnverified returns header and payload, marked as unverified", async () => {
    deepEqual(lib.decodeUnverified(await tokenWith({ a: [1] })), {
      header: { alg: "HS256", typ: "JWT", ...MARK },
      payload: { ...GOOD, a: [1], ...MARK },
    });
  });

  define("decodeUnverified also decodes tokens that every verifier refuses", async () => {
    const header = { alg: "none", crit: ["x"], typ: 1 };
    const token = `${segment(header)}.${segment({ exp: "never", sub: ["a"] })}.`;
    deepEqual(lib.decodeUnverified(token), {
      header: { ...header, ...MARK },
      payload: { exp: "never", sub: ["a"], ...MARK },
    });
    const bad = await forged({ secret: OTHER_SECRET, payload: { exp: 1 } });
    equal(lib.decodeUnverified(bad).payload?.["exp"], 1);
  });

  define("decodeUnverified returns only the header of a sealed token", async () => {
    const token = await seal(lib, { secret: keyBytes(32), expiresIn: 60 }, { sub: "ada" });
    deepEqual(lib.decodeUnverified(token), {
      header: { alg: "dir", enc: "A256GCM", typ: "JWT", ...MARK },
      payload: null,
    });
    equal(lib.decodeUnverified(`${segment({ a: 1 })}.AA.BB.CC.DD`).payload, null);
  });

  define("the mark of decodeUnverified does not appear in JSON", async () => {
    const shown = lib.decodeUnverified(await tokenWith({}));
    deepEqual(JSON.parse(JSON.stringify(shown)), {
      header: { alg: "HS256", typ: "JWT" },
      payload: GOOD,
    });
  });

  define("the content of a token cannot change the mark of decodeUnverified", () => {
    const token = `${segment({ "~unverified": false })}.${segment({ "~unverified": null })}.x`;
    const { header, payload } = lib.decodeUnverified(token);
    deepEqual([header["~unverified"], payload?.["~unverified"]], [true, true]);
  });

  define("decodeUnverified changes no prototype", () => {
    const evil = segment('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    const { header, payload } = lib.decodeUnverified(`${evil}.${evil}.`);
    for (const object of [{}, header, payload]) {
      check(Reflect.get(Object(object), "polluted") === undefined, "a prototype was changed");
    }
  });

  define(
    "O4: decodeUnverified refuses a malformed token with an error of the library",
    async () => {
      const empty = segment({});
      for (const token of [
        ...["", ".", "..", "...", "....", ".....", empty, `${empty}.${empty}`, "a.b.c", "{}.{}.{}"],
        ...[`${empty}.${empty}.x.x`, `${empty}.${empty}.x.x.x.x`, `${empty}=.${empty}.x`],
        ...[` ${empty}.${empty}.x`, `${empty}.e31.x`, `${empty}.${segment([])}.x`, `${empty}..x`],
        ...[
          `${segment(null)}.${empty}.x`,
          `${empty}.${segment(1)}.x`,
          `${empty}.${segment("x")}.x`,
        ],
        ...[`${segment(Uint8Array.of(0xff))}.${empty}.x`, `${segment("\ufeff{}")}.${empty}.x`],
        ...[".".repeat(1_000_000), "a".repeat(1_000_000), "\ud800.\ud800.\ud800"],
        ...[undefined, null, 1, true, {}, [], ["a.b.c"], () => "", Symbol("x"), 1n],
        ...[new String("a.b.c"), { split: () => [empty, empty, "x"] }],
      ]) {
        await throwsWith(() => lib.decodeUnverified(token), MALFORMED, typeof token);
      }
    },
  );
};
