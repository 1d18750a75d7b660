import type { Part } from "../library.ts";
import { equal, throwsWith } from "./assert.ts";
import { forged } from "./forge.ts";
import { HS256, NOW, rules, SECOND, SECRET, sign, tokenWith, verify } from "./setting.ts";

const EXPIRED = { name: "TokenExpiredError", code: "token-expired" };
const NOT_ACTIVE = { name: "TokenNotActiveError", code: "token-not-active" };
const BAD_IAT = { name: "TokenClaimError", code: "token-claim", claim: "iat" };

/** Tests of exp, nbf, iat, maxAge and clockTolerance, to the millisecond. */
export const times: Part = (define, lib) => {
  const at = (token: string, moment: number, more: object = {}) =>
    verify(lib, { ...rules(more), now: () => moment }, token);

  define("36: a token is expired from the exact second of exp", async () => {
    const token = await tokenWith({ exp: SECOND + 60 });
    await at(token, NOW + 59_999);
    const error = await throwsWith(() => at(token, NOW + 60_000), EXPIRED);
    equal(error.expiredAt?.getTime(), NOW + 60_000, "expiredAt");
  });

  define("36: clockTolerance is at most ten minutes", async () => {
    await lib.createVerifier(rules({ clockTolerance: "10m" }));
    for (const clockTolerance of [601, "11m", "1d"]) {
      const refusal = { code: "invalid-config" };
      await throwsWith(() => lib.createVerifier(rules({ clockTolerance })), refusal);
    }
  });

  define("36: clockTolerance moves exp later by exactly its value", async () => {
    const token = await tokenWith({ exp: SECOND });
    const more = { clockTolerance: 5 };
    await at(token, NOW + 4_999, more);
    const error = await throwsWith(() => at(token, NOW + 5_000, more), EXPIRED);
    equal(error.expiredAt?.getTime(), NOW, "expiredAt");
  });

  define("36: a token is active from the exact second of nbf", async () => {
    const token = await tokenWith({ nbf: SECOND + 10 });
    await at(token, NOW + 10_000);
    const error = await throwsWith(() => at(token, NOW + 9_999), NOT_ACTIVE);
    equal(error.activeAt?.getTime(), NOW + 10_000, "activeAt");
  });

  define("36: clockTolerance moves nbf earlier by exactly its value", async () => {
    const token = await tokenWith({ nbf: SECOND + 10 });
    const more = { clockTolerance: "5s" };
    await at(token, NOW + 5_000, more);
    await throwsWith(() => at(token, NOW + 4_999, more), NOT_ACTIVE);
  });

  define("O8: a token with an iat in the future is refused", async () => {
    const token = await tokenWith({ iat: SECOND + 10 });
    await at(token, NOW + 10_000);
    await throwsWith(() => at(token, NOW + 9_999), BAD_IAT);
    await at(token, NOW + 5_000, { clockTolerance: 5 });
    await throwsWith(() => at(token, NOW + 4_999, { clockTolerance: 5 }), BAD_IAT);
  });

  define("O8: a token without exp is refused unless requireExpiration is false", async () => {
    const token = await forged({ secret: SECRET, payload: { sub: "ada" } });
    await throwsWith(() => verify(lib, HS256, token), { code: "token-claim", claim: "exp" });
    await throwsWith(() => verify(lib, rules({ requireExpiration: true }), token), {
      claim: "exp",
    });
    equal((await verify(lib, rules({ requireExpiration: false }), token))["sub"], "ada");
  });

  define("an exp is checked even when it is not required", async () => {
    const token = await tokenWith({ exp: SECOND });
    await throwsWith(() => verify(lib, rules({ requireExpiration: false }), token), EXPIRED);
  });

  define("36: maxAge ends a token at that age after iat, also before its exp", async () => {
    const token = await tokenWith({ exp: SECOND + 9_999 });
    await at(token, NOW + 29_999, { maxAge: "30s" });
    const error = await throwsWith(() => at(token, NOW + 30_000, { maxAge: "30s" }), EXPIRED);
    equal(error.expiredAt?.getTime(), NOW + 30_000, "expiredAt");
    const later = await throwsWith(() => at(token, NOW + 77_000, { maxAge: "30s" }), EXPIRED);
    equal(later.expiredAt?.getTime(), NOW + 30_000, "expiredAt");
  });

  define("36: clockTolerance extends maxAge by exactly its value", async () => {
    const token = await tokenWith({ exp: SECOND + 9_999 });
    const more = { maxAge: 30, clockTolerance: 5 };
    await at(token, NOW + 34_999, more);
    await throwsWith(() => at(token, NOW + 35_000, more), EXPIRED);
  });

  define("O6: maxAge makes iat required", async () => {
    const token = await forged({ secret: SECRET, payload: { exp: SECOND + 60 } });
    await verify(lib, HS256, token);
    await throwsWith(() => verify(lib, rules({ maxAge: 30 }), token), BAD_IAT);
  });

  define("times may have fractions and may be extreme numbers", async () => {
    await at(await tokenWith({ exp: SECOND + 0.5 }), NOW + 499);
    const half = await tokenWith({ exp: SECOND + 0.5 });
    await throwsWith(() => at(half, NOW + 500), EXPIRED);
    await at(await tokenWith({ exp: 1e308, nbf: -1e308, iat: -1e308 }), NOW);
    const longAgo = await tokenWith({ exp: -1e308 });
    await throwsWith(() => at(longAgo, NOW), EXPIRED);
    await throwsWith(() => at(longAgo, 0), EXPIRED);
  });

  define("an exp, nbf or iat of 0 is a valid time", async () => {
    await throwsWith(async () => at(await tokenWith({ exp: 0 }), NOW), EXPIRED);
    await at(await tokenWith({ nbf: 0, iat: 0 }), NOW);
    await throwsWith(async () => at(await tokenWith({ iat: 0 }), NOW, { maxAge: 1 }), EXPIRED);
  });

  define("36: without a clock option, a verifier uses Date.now", async () => {
    const { now: _, ...real } = HS256;
    const token = await sign(lib, { ...real, expiresIn: 60 }, { sub: "ada" });
    equal((await verify(lib, real, token))["sub"], "ada");
    const old = await sign(lib, { ...HS256, now: () => Date.now() - 61_000, expiresIn: 60 }, {});
    await throwsWith(() => verify(lib, real, old), EXPIRED);
    const early = await sign(lib, { ...HS256, now: () => Date.now() + 60_000, expiresIn: 60 }, {});
    await throwsWith(() => verify(lib, real, early), BAD_IAT);
  });

  define(
    "S19 44: a clock that returns no valid time throws, and no token is accepted",
    async () => {
      const token = await tokenWith({});
      for (const moment of [Number.NaN, Number.POSITIVE_INFINITY, -1, "now", null, undefined]) {
        const options = { ...HS256, now: () => moment };
        await throwsWith(() => verify(lib, options, token), { code: "invalid-config" });
        await throwsWith(() => sign(lib, { ...options, expiresIn: 60 }, {}), {
          code: "invalid-config",
        });
      }
      equal((await verify(lib, { ...HS256, now: () => 0 }, await tokenWith({ iat: 0 })))["iat"], 0);
    },
  );
};
