import type { Part } from "../library.ts";
import { check, deepEqual, equal, throwsWith } from "./assert.ts";
import { parsed } from "./forge.ts";
import { ED25519 } from "./keys.ts";
import { HS256, NOW, now, rules, SECOND, sign, verify } from "./setting.ts";

/** Tests of signers. */
export const signing: Part = (define, lib) => {
  const signer = (more: object = {}) => ({ ...HS256, expiresIn: 60, ...more });
  const signed = (claims: unknown, more?: object) => sign(lib, signer(more), claims);
  const payload = async (claims: unknown, more?: object) =>
    parsed((await signed(claims, more)).split(".")[1] ?? "");
  const header = async (more?: object) => parsed((await signed({}, more)).split(".")[0] ?? "");

  define("a signer writes the claims, iat and exp, in whole seconds rounded down", async () => {
    const late = () => NOW + 999;
    deepEqual(await payload({ sub: "ada", n: [1, { a: null }] }, { now: late }), {
      sub: "ada",
      n: [1, { a: null }],
      iat: SECOND,
      exp: SECOND + 60,
    });
  });

  define("a signer adds expiresIn to the exact time before it rounds down", async () => {
    const { exp, nbf } = await payload(
      {},
      { now: () => NOW + 999, notBefore: 1.5, expiresIn: 1.5 },
    );
    deepEqual({ exp, nbf }, { exp: SECOND + 2, nbf: SECOND + 2 });
  });

  define("the options of a signer set iss, aud, sub, jti, nonce and nbf", async () => {
    const options = {
      ...{ issuer: "i", audience: "a", subject: "s", jwtid: "j", nonce: "n" },
      notBefore: "5s",
    };
    const times = { iat: SECOND, exp: SECOND + 60, nbf: SECOND + 5 };
    deepEqual(await payload({}, options), {
      ...{ iss: "i", aud: "a", sub: "s", jti: "j", nonce: "n" },
      ...times,
    });
    deepEqual((await payload({}, { audience: ["a", "b"] }))["aud"], ["a", "b"]);
    deepEqual((await payload({}, { audience: ["a"] }))["aud"], ["a"]);
  });

  define(
    "a claim that is in both the options and the claims is refused, even with the same value",
    async () => {
      const twice = [
        ["iss", "issuer"],
        ["aud", "audience"],
        ["sub", "subject"],
        ["jti", "jwtid"],
        ["nonce", "nonce"],
      ] as const;
      for (const [claim, option] of twice) {
        const run = () => signed({ [claim]: "x" }, { [option]: "x" });
        await throwsWith(run, { name: "TokenClaimError", code: "token-claim", claim }, claim);
      }
      await throwsWith(() => signed({ exp: SECOND + 60 }), { claim: "exp" }, "exp");
      const run = () => signed({ nbf: SECOND }, { notBefore: 1 });
      await throwsWith(run, { claim: "nbf" }, "nbf");
    },
  );

  define("a claim of undefined counts as absent", async () => {
    const claims = await payload({ sub: undefined, exp: undefined }, { subject: "ada" });
    deepEqual(claims, { sub: "ada", iat: SECOND, exp: SECOND + 60 });
  });

  define("O8: a signer refuses a token without an expiry unless an option allows it", async () => {
    const run = () => sign(lib, HS256, { sub: "ada" });
    await throwsWith(run, { name: "TokenClaimError", claim: "exp" });
    const own = await sign(lib, HS256, { exp: SECOND + 1 });
    equal((await verify(lib, HS256, own))["exp"], SECOND + 1);
    deepEqual(await payload({}, { expiresIn: "never" }), { iat: SECOND });
    equal((await payload({ exp: SECOND + 9 }, { expiresIn: "never" }))["exp"], SECOND + 9);
  });

  define("a signer keeps an iat of the claims", async () => {
    equal((await payload({ iat: SECOND - 30 }))["iat"], SECOND - 30);
    equal((await payload({ iat: 0 }))["iat"], 0);
  });

  define("a signer refuses a registered claim of the wrong type", async () => {
    for (const claim of ["iss", "sub", "jti", "nonce"]) {
      for (const value of [1, null, true, ["a"], {}]) {
        await throwsWith(() => signed({ [claim]: value }), { code: "token-claim", claim }, claim);
      }
    }
    for (const claim of ["iat", "nbf"]) {
      for (const value of ["1", null, Number.NaN, Number.POSITIVE_INFINITY, new Date()]) {
        await throwsWith(() => signed({ [claim]: value }), { code: "token-claim", claim }, claim);
      }
    }
    for (const exp of ["1", null, Number.NaN]) {
      await throwsWith(() => sign(lib, HS256, { exp }), { code: "token-claim", claim: "exp" });
    }
    for (const aud of [1, null, {}, [1], ["a", null]]) {
      await throwsWith(() => signed({ aud }), { code: "token-claim", claim: "aud" });
    }
  });

  define("claims that are not a plain object are refused", async () => {
    class User {
      readonly sub = "ada";
    }
    const strange = [null, undefined, "ada", 1, true, [], [{}], new Map([["sub", "ada"]])];
    for (const claims of [...strange, new Date(), new User(), () => ({}), { toJSON: () => 1 }]) {
      await throwsWith(() => signed(claims), { name: "SignetError", code: "invalid-input" });
    }
  });

  define("claims without a prototype are accepted as a plain object", async () => {
    const bare = Object.assign(Object.create(null), { sub: "ada" });
    equal((await payload(bare))["sub"], "ada");
  });

  define(
    "O4: claims that JSON cannot represent are refused with an error of the library",
    async () => {
      const circle: Record<string, unknown> = {};
      circle["self"] = circle;
      for (const claims of [circle, { big: 1n }]) {
        await throwsWith(() => signed(claims), { name: "SignetError", code: "invalid-input" });
      }
    },
  );

  define("a signer does not change the given claims", async () => {
    const claims = Object.freeze({ sub: "ada" });
    await signed(claims);
    deepEqual(claims, { sub: "ada" });
  });

  define("a header holds only alg, typ and the kid of the options", async () => {
    deepEqual(await header(), { alg: "HS256", typ: "JWT" });
    deepEqual(await header({ typ: "at+jwt", kid: "k1" }), {
      alg: "HS256",
      typ: "at+jwt",
      kid: "k1",
    });
  });

  define("a signer with a private key writes the kid of its options", async () => {
    const pair = { algorithm: "EdDSA", privateKey: ED25519.privateJwk, kid: "mine" };
    const token = await sign(lib, { ...pair, now, expiresIn: 60 }, {});
    deepEqual(parsed(token.split(".")[0] ?? ""), { alg: "EdDSA", typ: "JWT", kid: "mine" });
  });

  define("O10: headers and claims are UTF-8 and round-trip", async () => {
    const text = "schlüssel 🔑 \u0000 \ud800 ﷽";
    const options = signer({ typ: "ключ+jwt", kid: text });
    const token = await sign(lib, options, { [text]: text });
    equal(lib.decodeUnverified(token).header["kid"], text);
    equal((await verify(lib, rules({ typ: "ключ+jwt" }), token))[text], text);
  });

  define("a signed token is exactly three segments of base64url", async () => {
    const token = await signed({ sub: "ada" });
    check(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/.test(token), token);
  });

  define("a member called __proto__ is signed and verified like any other", async () => {
    const claims: unknown = JSON.parse('{"__proto__":{"admin":true},"sub":"ada"}');
    const verified = await verify(lib, HS256, await signed(claims));
    check(Object.hasOwn(verified, "__proto__"), "the member is gone");
    equal(Reflect.get(verified, "admin"), undefined);
  });
};
