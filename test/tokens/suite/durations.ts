import type { Part } from "../library.ts";
import { check, equal, throwsWith } from "./assert.ts";
import { keyBytes, rules, SECOND, sign, verify } from "./setting.ts";

const INVALID = { name: "SignetError", code: "invalid-config" };
const NONE = [
  ...["", "10", "60", "0s", "-1s", "1", "s", "1x", "1 s", " 1s", "1s ", "1S", "1.5h", "1e3s"],
  ...["1h30m", "1 hour", "1hour", "1y", "1ms", "1s\n", "٣s", "Infinity", "NaN", "0x10s", "+1s"],
  ...[
    "9999999999w",
    "12345678901s",
    `${"0".repeat(20)}1s`,
    "101y",
    3_200_000_000,
    0.5,
    -1,
    -0.5,
    1e300,
  ],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, {}, [], ["1s"], 60n],
  ...[new Date(), () => 60],
];

/** Tests of durations in options. */
export const durations: Part = (define, lib) => {
  const signer = (expiresIn: unknown) => lib.createSigner(rules({ expiresIn }));
  const wrong = async (
    name: string,
    make: (value: unknown) => unknown,
    values: readonly unknown[],
  ) => {
    for (const value of values) {
      const error = await throwsWith(() => make(value), INVALID, `${name}: ${typeof value}`);
      check(error.message.includes(name), error.message);
    }
  };

  define("a duration is a number of seconds, or a text with an integer and a unit", async () => {
    for (const [duration, seconds] of [
      ...([
        [1, 1],
        [1.5, 1],
        [90, 90],
        ["1s", 1],
        ["90s", 90],
        ["15m", 900],
        ["12h", 43_200],
      ] as const),
      ...([
        ["7d", 604_800],
        ["2w", 1_209_600],
        ["0001s", 1],
        ["36500d", 3_153_600_000],
      ] as const),
    ]) {
      const token = await sign(lib, rules({ expiresIn: duration }), {});
      equal(lib.decodeUnverified(token).payload?.["exp"], SECOND + seconds, String(duration));
    }
  });

  define("S19: an invalid, negative, NaN or infinite duration throws at construction", async () => {
    await wrong("expiresIn", signer, [...NONE, 0]);
    const issuing = rules({ expiresIn: 60 });
    await wrong("notBefore", (notBefore) => lib.createSigner({ ...issuing, notBefore }), [
      ...NONE,
      0,
      "never",
    ]);
    await wrong("maxAge", (maxAge) => lib.createVerifier(rules({ maxAge })), [...NONE, 0, "never"]);
    const tolerant = (clockTolerance: unknown) => lib.createVerifier(rules({ clockTolerance }));
    await wrong("clockTolerance", tolerant, [...NONE, "never"]);
    const secret = keyBytes(32);
    const sealer = (expiresIn: unknown) => lib.createSealer({ secret, expiresIn });
    await wrong("expiresIn", sealer, [...NONE, 0]);
    await wrong("maxAge", (maxAge) => lib.createOpener({ secret, maxAge }), [...NONE, 0, "never"]);
  });

  define("a clockTolerance of 0 is accepted", async () => {
    const token = await sign(lib, rules({ expiresIn: 60 }), {});
    await verify(lib, rules({ clockTolerance: 0 }), token);
  });

  define("S27: a text with a number and no unit is refused as a duration", async () => {
    for (const text of ["10", "3600", "60 ", "1e3", "0"]) {
      await wrong("expiresIn", signer, [text]);
      await wrong("maxAge", (maxAge) => lib.createVerifier(rules({ maxAge })), [text]);
    }
  });

  define("S27: an invalid duration text of any length is refused quickly", async () => {
    const start = Date.now();
    for (const text of ["1", " ", "1s", "s", "-", "1 ", "."]) {
      await wrong("expiresIn", signer, [text.repeat(1_000_000), `${text.repeat(1_000_000)}s`]);
    }
    check(Date.now() - start < 500, "it was read");
  });
};
